using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Invocations;

/// <summary>Gives each parameter of a function its value: by type where the worker does so, else by name.</summary>
internal static class ParameterBinding
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="InvalidOperationException">No invocation could give the parameter a value.</exception>
    public static Func<Invocation, object?> For(string function, ParameterInfo parameter, ParameterInfo trigger)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
            return static invocation => invocation;
        if (type == typeof(CancellationToken))
            return static invocation => invocation.CancellationToken;
        if (type == typeof(HttpRequest))
            return static invocation => invocation.TriggerInput as HttpRequest;
        if (parameter == trigger)
            return FromTrigger(function, trigger);

        return invocation => FromBindingData(parameter, invocation.BindingContext.BindingData);
    }

    private static Func<Invocation, object?> FromTrigger(string function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.IsDefined(typeof(TimerTriggerAttribute)) && type == typeof(TimerInfo))
            return static invocation => invocation.TriggerInput;
        if (parameter.IsDefined(typeof(QueueTriggerAttribute)))
            return invocation => FromMessage((QueueMessage)invocation.TriggerInput!, type);

        throw new InvalidOperationException($"Function '{function}': the trigger cannot be bound to {type}.");
    }

    private static object? FromMessage(QueueMessage message, Type type)
    {
        if (type == typeof(QueueMessage))
            return message;
        if (type == typeof(string))
            return message.Body.ToString();
        if (type == typeof(BinaryData))
            return message.Body;
        return type == typeof(byte[]) ? message.Body.ToArray() : JsonSerializer.Deserialize(message.Body, type, Json);
    }

    private static object? FromBindingData(ParameterInfo parameter, IReadOnlyDictionary<string, object?> data)
    {
        var type = parameter.ParameterType;
        if (data.TryGetValue(parameter.Name!, out var value) && value is not null)
            return type.IsInstanceOfType(value) ? value : Converted(parameter, $"{value}");
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        if (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)
            return null;

        throw new InvalidOperationException($"Could not populate the value for '{parameter.Name}' parameter. Consider adding a default value or making the parameter nullable.");
    }

    private static object? Converted(ParameterInfo parameter, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromInvariantString(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            throw new InvalidOperationException($"Cannot convert input parameter '{parameter.Name}' to type '{parameter.ParameterType}'.", e);
        }
    }
}
