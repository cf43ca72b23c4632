namespace ClipshareBox.Media.Sources;

/// <summary>The server now has another file at the address; bytes of the two must never be mixed.</summary>
internal sealed class SourceReplaced : Exception;
