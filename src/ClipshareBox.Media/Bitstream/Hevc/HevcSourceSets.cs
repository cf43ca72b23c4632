namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>The source's parameter sets, as far as they were read, and their ids.</summary>
internal sealed class HevcSourceSets
{
    private readonly HevcSps?[] _sps = new HevcSps?[16];
    private readonly int?[] _spsOfPps = new int?[64];

    /// <summary>Begins with the sets of the sample entry.</summary>
    /// <exception cref="MediaException">One is damaged.</exception>
    public HevcSourceSets(HvcConfig config)
    {
        byte[][] sets = [.. config.Units(HevcNal.Vps), .. config.Units(HevcNal.Sps), .. config.Units(HevcNal.Pps)];
        InBand = new InBandSets(sets);
        foreach (var nal in sets)
            Take(nal);
    }

    /// <summary>Ids of video parameter sets.</summary>
    public FreeIds VpsIds { get; } = new("VPS", 16);

    /// <summary>Ids of sequence parameter sets.</summary>
    public FreeIds SpsIds { get; } = new("SPS", 16);

    /// <summary>Ids of picture parameter sets.</summary>
    public FreeIds PpsIds { get; } = new("PPS", 64);

    /// <summary>Which sets among the pictures are kept.</summary>
    public InBandSets InBand { get; }

    /// <summary>Any sequence parameter set, or null when none came yet.</summary>
    public HevcSps? First => _sps.FirstOrDefault(sps => sps is not null);

    /// <summary>A set came; it replaces the one of its id. A repeat costs no more than a comparison.</summary>
    /// <exception cref="MediaException">Damaged, or an encoded piece has its id.</exception>
    public void Take(ReadOnlySpan<byte> nal)
    {
        HevcNal.RefuseUnjoinable(nal);
        switch (HevcNal.TypeOf(nal))
        {
            case HevcNal.Vps:
                VpsIds.Use(HevcVps.IdOf(nal));
                break;
            case HevcNal.Sps:
                TakeSps(nal);
                break;
            default:
                var pps = HevcPps.Parse(nal);
                PpsIds.Use(pps.Id);
                _spsOfPps[pps.Id] = pps.SpsId;
                break;
        }
    }

    /// <summary>The set of a slice of a random access picture.</summary>
    /// <exception cref="MediaException">It never came.</exception>
    public HevcSps Of(ReadOnlySpan<byte> slice)
    {
        Span<byte> head = stackalloc byte[16];
        var length = Rbsp.Unescape(slice[..Math.Min(slice.Length, head.Length)], head);
        var id = new BitReader(head[..length], HevcNal.PpsIdBit(HevcNal.TypeOf(slice))).Ue(63);
        return _spsOfPps[id] is { } spsId && _sps[spsId] is { } sps
            ? sps
            : throw Refusal.Damaged("a slice names a parameter set that never came");
    }

    private void TakeSps(ReadOnlySpan<byte> nal)
    {
        foreach (var old in _sps)
        {
            if (old is not null && nal.SequenceEqual(old.Nal))
                return;
        }
        var sps = HevcSps.Parse(nal);
        SpsIds.Use(sps.Id);
        _sps[sps.Id] = sps;
    }
}
