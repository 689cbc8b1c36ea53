using System.Reflection;
using System.Reflection.Emit;
using ImageFunctions.LocalHost.Worker;
using Microsoft.Azure.WebJobs;

namespace ImageFunctions.LocalHost.Triggers;

/// <summary>
/// The queue trigger wants methods with attributes, and which there are is known only once the worker has said so: they
/// are made in memory, one for each queue function, all with the same body.
/// </summary>
internal static class QueueMethods
{
    private static readonly ConstructorInfo Trigger = typeof(QueueTriggerAttribute).GetConstructor([typeof(string)])!;
    private static readonly PropertyInfo Connection = typeof(QueueTriggerAttribute).GetProperty(nameof(QueueTriggerAttribute.Connection))!;

    /// <param name="run">Takes a function's name and a message for it.</param>
    public static Type Emit(IEnumerable<AppFunction> functions, Func<string, ParameterBindingData, Task> run)
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("QueueFunctions"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("QueueFunctions").DefineType("Functions", TypeAttributes.Public);
        var field = type.DefineField("Run", run.GetType(), FieldAttributes.Public | FieldAttributes.Static);
        foreach (var function in functions.Where(function => function.Type == AppFunction.Queue))
        {
            var method = type.DefineMethod(
                function.Name, MethodAttributes.Public | MethodAttributes.Static, typeof(Task), [typeof(ParameterBindingData)]);
            method.DefineParameter(1, ParameterAttributes.None, "message").SetCustomAttribute(new CustomAttributeBuilder(
                Trigger, [function.Text("queueName")!], [Connection], [function.Text("connection") ?? "AzureWebJobsStorage"]));
            var body = method.GetILGenerator();
            body.Emit(OpCodes.Ldsfld, field);
            body.Emit(OpCodes.Ldstr, function.Name);
            body.Emit(OpCodes.Ldarg_0);
            body.Emit(OpCodes.Callvirt, run.GetType().GetMethod("Invoke")!);
            body.Emit(OpCodes.Ret);
        }

        var made = type.CreateType();
        made.GetField("Run")!.SetValue(null, run);
        return made;
    }
}
