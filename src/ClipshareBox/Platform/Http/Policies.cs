namespace ClipshareBox.Platform.Http;

/// <summary>Names of what an address may ask of its caller beyond being signed in.</summary>
internal static class Policies
{
    /// <summary>The box's admins.</summary>
    public const string Admin = "admin";
}
