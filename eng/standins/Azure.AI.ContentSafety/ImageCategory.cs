namespace Azure.AI.ContentSafety;

/// <summary>A kind of harm; the service may name more than these.</summary>
public readonly record struct ImageCategory
{
    private readonly string _value;

    public ImageCategory(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    public static ImageCategory Hate { get; } = new("Hate");
    public static ImageCategory SelfHarm { get; } = new("SelfHarm");
    public static ImageCategory Sexual { get; } = new("Sexual");
    public static ImageCategory Violence { get; } = new("Violence");

    public bool Equals(ImageCategory other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
