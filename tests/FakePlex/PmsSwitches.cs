namespace FakePlex;

/// <summary>Where the notification socket is; sources disagree.</summary>
public enum SocketPath
{
    /// <summary>/:/websockets/notifications.</summary>
    Plural,

    /// <summary>/:/websocket/notifications.</summary>
    Singular,

    /// <summary>Nowhere.</summary>
    None,
}

/// <summary>Behaviours of a media server on which sources disagree, or that a test wants.</summary>
public sealed class PmsSwitches
{
    /// <summary>What /identity and / say.</summary>
    public string Version { get; set; } = "1.43.3.10861-c3a5f4b2d";

    /// <summary>Owner's routes are refused with 403 (from about 1.42 on) instead of 401.</summary>
    public bool OwnerOnlyIs403 { get; set; } = true;

    /// <summary>503 with an XML body, whatever was asked.</summary>
    public bool Booting { get; set; }

    /// <summary>Belongs to nobody: lets everybody in.</summary>
    public bool Unclaimed { get; set; }

    /// <summary>Lets those without a token in, as owner ("allowed without auth" networks).</summary>
    public bool LetsTokenlessIn { get; set; }

    /// <summary>Pages as asked; false for a server that ignores it.</summary>
    public bool HonoursPaging { get; set; } = true;

    /// <summary>At most so many rows a page, whatever was asked.</summary>
    public int? MaxPage { get; set; }

    /// <summary>The listing moves by one row between pages: each page repeats the last row of the one before.</summary>
    public bool RepeatsRowBetweenPages { get; set; }

    /// <summary>Each listing holds a row that no client can read.</summary>
    public bool MalformedRow { get; set; }

    /// <summary>Types drift, by this seed.</summary>
    public int? DriftSeed { get; set; }

    /// <summary>A missing item is 200 with no rows instead of 404.</summary>
    public bool MissingIsEmpty { get; set; }

    /// <summary>/library/search is not there: an old server.</summary>
    public bool OldSearchOnly { get; set; }

    /// <summary>A part is refused (503) until this client decided on direct play in this session.</summary>
    public bool PartNeedsDecision { get; set; }

    /// <summary>A part is refused with this status for want of bandwidth (500 or 509); 0 for never.</summary>
    public int PartBandwidthStatus { get; set; }

    /// <summary>Download is forbidden (403).</summary>
    public bool DownloadForbidden { get; set; }

    /// <summary>The connection is cut after so many bytes of a part.</summary>
    public long? CutPartAfterBytes { get; set; }

    /// <summary>Non-owners do not see where files lie.</summary>
    public bool HidesPathsFromGuests { get; set; }

    /// <summary>The notification socket's path.</summary>
    public SocketPath Socket { get; set; }

    /// <summary>Behaviours of the transcoder.</summary>
    public TranscodeSwitches Transcode { get; } = new();
}

/// <summary>Behaviours of the transcoder.</summary>
public sealed class TranscodeSwitches
{
    /// <summary>Refuses all with this general decision code (2000, 4005…); 0 for none.</summary>
    public int RefuseCode { get; set; }

    /// <summary>What the decision says will come; another one than asked for is a server that does not listen.</summary>
    public string Container { get; set; } = "mpegts";

    /// <summary>A start without a decision is refused, as 1.43 does.</summary>
    public bool ColdStartIs400 { get; set; } = true;

    /// <summary>The list begins at the offset instead of at the film's start.</summary>
    public bool ListBeginsAtOffset { get; set; }

    /// <summary>The list carries EXT-X-START when an offset was asked.</summary>
    public bool WritesStartHint { get; set; } = true;

    /// <summary>Addresses in the lists are absolute.</summary>
    public bool AbsoluteAddresses { get; set; }

    /// <summary>Segments never come.</summary>
    public bool SegmentsHang { get; set; }

    /// <summary>How long a request for a segment that is not made yet waits before it is 404.</summary>
    public TimeSpan SegmentWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A session without ping ends after this.</summary>
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromSeconds(330);

    /// <summary>The clock of sessions.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
