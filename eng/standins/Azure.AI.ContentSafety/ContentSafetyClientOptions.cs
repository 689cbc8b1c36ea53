using Azure.Core;

namespace Azure.AI.ContentSafety;

public class ContentSafetyClientOptions : ClientOptions;
