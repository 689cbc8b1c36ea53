namespace ImageFunctions.Imaging.Tests;

public sealed class ImageSharpOrientation() : OrientationContract(EngineChoice.ImageSharp);

public sealed class ImageSharpSize() : SizeContract(EngineChoice.ImageSharp);

public sealed class ImageSharpColor() : ColorContract(EngineChoice.ImageSharp);

public sealed class ImageSharpAlpha() : AlphaContract(EngineChoice.ImageSharp);

public sealed class ImageSharpAnimation() : AnimationContract(EngineChoice.ImageSharp);

public sealed class ImageSharpMetadata() : MetadataContract(EngineChoice.ImageSharp);

public sealed class ImageSharpDamage() : DamageContract(EngineChoice.ImageSharp);

public sealed class ImageSharpHostileInput() : HostileInputContract(EngineChoice.ImageSharp);

public sealed class ImageSharpCancellation() : CancellationContract(EngineChoice.ImageSharp);
