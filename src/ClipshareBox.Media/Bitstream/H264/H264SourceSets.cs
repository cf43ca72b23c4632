namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>The source's parameter sets: those that hold where it is read, those that hold where it is written, and their
/// ids.</summary>
internal sealed class H264SourceSets
{
    /// <summary>Begins with the sets of the sample entry.</summary>
    /// <exception cref="MediaException">One is damaged.</exception>
    public H264SourceSets(AvcConfig config)
    {
        InBand = new InBandSets([.. config.Sps, .. config.Pps]);
        Read = new Point(new H264ParameterSets(config), this);
        Written = new Point(new H264ParameterSets(config), this);
        foreach (var sps in Read.Sets.Sps)
            SpsIds.Use(sps.Id);
        foreach (var pps in Read.Sets.Pps)
            PpsIds.Use(pps.Id);
    }

    /// <summary>Ids of sequence parameter sets.</summary>
    public FreeIds SpsIds { get; } = new("SPS", 32);

    /// <summary>Ids of picture parameter sets.</summary>
    public FreeIds PpsIds { get; } = new("PPS", 256);

    /// <summary>Which sets among the pictures are kept.</summary>
    public InBandSets InBand { get; }

    /// <summary>Where packets are classified.</summary>
    public Point Read { get; }

    /// <summary>Where packets are written; behind <see cref="Read"/>.</summary>
    public Point Written { get; }

    /// <summary>One point of the stream.</summary>
    /// <param name="sets">The sets that hold there.</param>
    /// <param name="source">Whose ids are noted.</param>
    internal sealed class Point(H264ParameterSets sets, H264SourceSets source)
    {
        /// <summary>The sets that hold there.</summary>
        public H264ParameterSets Sets => sets;

        /// <summary>A set came among the pictures.</summary>
        /// <exception cref="MediaException">Damaged, or an encoded piece has its id.</exception>
        public void Take(ReadOnlySpan<byte> nal)
        {
            if (H264Nal.TypeOf(nal) == H264Nal.Sps)
                source.SpsIds.Use(sets.TakeSps(nal));
            else
                source.PpsIds.Use(sets.TakePps(nal));
        }
    }
}
