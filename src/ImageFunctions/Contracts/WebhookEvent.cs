using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>The body of a webhook.</summary>
public sealed record WebhookEvent(string Event, string Id, DateTimeOffset Time, object Data);

/// <summary>One try to deliver an event. <paramref name="Outcome"/> is a status code or a short reason.</summary>
public sealed record WebhookDelivery(
    ImageId ImageId, string EventId, string Event, int Attempt, string Outcome, bool Delivered, DateTimeOffset At);

public sealed record DeliveryList(IReadOnlyList<WebhookDelivery> Deliveries, int Count);
