namespace ClipshareBox.Media.Encoders;

/// <summary>What a whole-clip encode makes.</summary>
public sealed record EncodeProfile;
