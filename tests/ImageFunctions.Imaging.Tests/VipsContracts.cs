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

// Where the machine has a libwebp, the same once more without it, in what it has a part in.
public sealed class VipsAloneOrientation() : OrientationContract(EngineChoice.Vips, useLibWebP: false);

public sealed class VipsAloneSize() : SizeContract(EngineChoice.Vips, useLibWebP: false);

public sealed class VipsAloneColor() : ColorContract(EngineChoice.Vips, useLibWebP: false);

public sealed class VipsAloneMetadata() : MetadataContract(EngineChoice.Vips, useLibWebP: false);

public sealed class VipsAloneCancellation() : CancellationContract(EngineChoice.Vips, useLibWebP: false);
