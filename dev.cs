#!/usr/bin/env dotnet
// The one front door: dotnet run dev.cs -- up | demo | test | check | bench | fuzz | load | soak | build (its parts are in eng/dev).
#:property PublishAot=false
#:project eng/dev/ImageFunctions.Dev.csproj

return await ImageFunctions.Dev.FrontDoor.RunAsync(args);
