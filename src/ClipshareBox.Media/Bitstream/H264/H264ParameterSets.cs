namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>The parameter sets that hold at one point of a stream.</summary>
internal sealed class H264ParameterSets
{
    private readonly H264Sps?[] _sps = new H264Sps?[32];
    private readonly H264Pps?[] _pps = new H264Pps?[256];

    /// <summary>The sets of a sample entry.</summary>
    /// <exception cref="MediaException">One is damaged.</exception>
    public H264ParameterSets(AvcConfig config)
    {
        foreach (var nal in config.Sps)
            TakeSps(nal);
        foreach (var nal in config.Pps)
            TakePps(nal);
    }

    /// <summary>All sequence parameter sets.</summary>
    public IEnumerable<H264Sps> Sps => _sps.OfType<H264Sps>();

    /// <summary>All picture parameter sets.</summary>
    public IEnumerable<H264Pps> Pps => _pps.OfType<H264Pps>();

    /// <summary>A set came; it replaces the one of its id. A repeat costs no more than a comparison.</summary>
    /// <returns>The set's id.</returns>
    /// <exception cref="MediaException">Damaged.</exception>
    public int TakeSps(ReadOnlySpan<byte> nal)
    {
        var id = H264Sps.IdOf(nal);
        if (_sps[id] is not { } old || !nal.SequenceEqual(old.Nal))
            _sps[id] = H264Sps.Parse(nal);
        return id;
    }

    /// <summary>A set came; it replaces the one of its id. A repeat costs no more than a comparison.</summary>
    /// <returns>The set's id.</returns>
    /// <exception cref="MediaException">Damaged.</exception>
    public int TakePps(ReadOnlySpan<byte> nal)
    {
        var id = H264Pps.IdOf(nal);
        if (_pps[id] is not { } old || !nal.SequenceEqual(old.Nal))
            _pps[id] = H264Pps.Parse(nal);
        return id;
    }

    /// <summary>The sets that a slice names.</summary>
    /// <exception cref="MediaException">They never came.</exception>
    public (H264Pps Pps, H264Sps Sps) For(uint ppsId)
    {
        if (ppsId < _pps.Length && _pps[ppsId] is { } pps && _sps[pps.SpsId] is { } sps)
            return (pps, sps);
        throw Refusal.Damaged("a slice names a parameter set that never came");
    }
}
