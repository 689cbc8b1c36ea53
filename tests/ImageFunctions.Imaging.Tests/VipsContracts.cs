namespace ImageFunctions.Imaging.Tests;

public sealed class VipsOrientation() : OrientationContract(EngineChoice.Vips);

public sealed class VipsSize() : SizeContract(EngineChoice.Vips);

public sealed class VipsColor() : ColorContract(EngineChoice.Vips);

public sealed class VipsAlpha() : AlphaContract(EngineChoice.Vips);

public sealed class VipsAnimation() : AnimationContract(EngineChoice.Vips);

public sealed class VipsMetadata() : MetadataContract(EngineChoice.Vips);

public sealed class VipsDamage() : DamageContract(EngineChoice.Vips);

public sealed class VipsHostileInput() : HostileInputContract(EngineChoice.Vips);

public sealed class VipsCancellation() : CancellationContract(EngineChoice.Vips);
