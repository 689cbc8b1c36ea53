using System.Text.Json;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>Several uploads in one request, each an <see cref="UploadRequest"/>: one that cannot be read spoils no other.</summary>
public sealed record UploadBatch(IReadOnlyList<JsonElement>? Files);

/// <summary>What became of one of them: an upload or a problem.</summary>
public sealed record UploadBatchItem(int Index, CreatedUpload? Upload, Problem? Problem);

public sealed record UploadBatchResponse(IReadOnlyList<UploadBatchItem> Results, int Succeeded, int Failed);

/// <summary>Several images to fetch in one request, each an <see cref="ImportRequest"/>: one that cannot be read spoils no other.</summary>
public sealed record ImportBatch(IReadOnlyList<JsonElement>? Images);

/// <summary>What became of one of them: an image or a problem.</summary>
public sealed record ImportBatchItem(int Index, ImageView? Image, Problem? Problem);

public sealed record ImportBatchResponse(IReadOnlyList<ImportBatchItem> Results, int Succeeded, int Failed);

public sealed record DeletedImage(string Message, string ImageId);

/// <summary>Several images to delete in one request: ids, and what is none spoils no other.</summary>
public sealed record DeleteBatch(IReadOnlyList<JsonElement>? ImageIds);

/// <summary>What became of one of them.</summary>
public sealed record DeleteBatchItem(string ImageId, bool Deleted, Problem? Problem);

public sealed record DeleteBatchResponse(IReadOnlyList<DeleteBatchItem> Results, int Deleted, int Failed);

/// <summary>An erasure that was accepted.</summary>
public sealed record UserErasure(string Message, string UserId, string JobId, string StatusUrl);

/// <summary>Another analysis of many that was accepted.</summary>
public sealed record Reanalysis(string Message, StepState Analysis, string JobId, string StatusUrl);

/// <summary>A reprocessing of many that was accepted.</summary>
public sealed record Reprocessing(string Message, ImageStatus Status, string JobId, string StatusUrl);
