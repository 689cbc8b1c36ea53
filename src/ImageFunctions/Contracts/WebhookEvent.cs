using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>The body of a webhook.</summary>
/// <param name="Data">An <see cref="ImageView"/> or a <see cref="DeletedNotice"/>.</param>
public sealed record WebhookEvent(string Event, string Id, DateTimeOffset Time, object Data);

/// <summary>What is told of an image that is gone.</summary>
public sealed record DeletedNotice(ImageId ImageId, ImageStatus Status);

/// <summary>One try to deliver an event. <paramref name="Outcome"/> is a status code or a short reason.</summary>
public sealed record WebhookDelivery(
    ImageId ImageId, string EventId, string Event, int Attempt, string Outcome, bool Delivered, DateTimeOffset At);

public sealed record DeliveryList(IReadOnlyList<WebhookDelivery> Deliveries, int Count);
