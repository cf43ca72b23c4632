using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>Turns a track box into an <see cref="Mp4Track"/> (ISO/IEC 14496-12, 8.3 to 8.7).</summary>
internal static class TrackParser
{
    private static readonly string[] MacintoshLanguages = ["eng", "fra", "deu", "ita", "nld", "swe", "spa", "dan", "por", "nor"];

    /// <summary>Reads a track. One that is damaged or not for us comes back with the reason and without samples.</summary>
    /// <param name="trak">The track's box.</param>
    /// <param name="index">Its place among the tracks.</param>
    /// <param name="movieScale">Ticks a second of the movie header.</param>
    public static Mp4Track Parse(Box trak, int index, uint movieScale)
    {
        var handler = "????";
        try
        {
            handler = BoxType.Name(trak.Need(BoxType.Mdia, BoxType.Hdlr).U32(8));
            if (handler is not ("vide" or "soun"))
                return Unread("it is neither picture nor sound");
            return ParseMedia(trak, index, handler == "vide", movieScale);
        }
        catch (MediaException e) when (e.Fault is MediaFault.NotMedia or MediaFault.CannotCut)
        {
            return Unread(e.Message);
        }

        Mp4Track Unread(string why) => new(index, handler, null, null, null, why);
    }

    private static Mp4Track ParseMedia(Box trak, int index, bool isVideo, uint movieScale)
    {
        var (timescale, language) = ParseHeader(trak.Need(BoxType.Mdia, BoxType.Mdhd));
        var information = trak.Need(BoxType.Mdia, BoxType.Minf);
        RefuseOtherFiles(information);
        var stbl = information.Need(BoxType.Stbl);
        var table = SampleTable.Parse(stbl);
        if (table.Count == 0)
            throw new MediaException(MediaFault.CannotCut, "the track is empty");
        var entry = SampleEntry.Parse(stbl.Need(BoxType.Stsd), table.Chunks.Description, !isVideo);
        var edit = EditList.Parse(trak, movieScale, timescale);
        var packetSamples = isVideo || !table.IsSingleTicks ? 1 : RawSoundGroup(entry, table);
        var shift = edit is null ? 0 : isVideo ? EditShift.OfPictures(edit, table) : EditShift.OfSound(edit, table);
        var (width, height, matrix) = isVideo ? ParseDisplay(trak.Need(BoxType.Tkhd), entry) : (0, 0, null);
        return new Mp4Track(
            index,
            isVideo ? "vide" : "soun",
            new TrackFormat(isVideo ? "vide" : "soun", timescale, entry, width, height, matrix, language),
            table.With(shift, packetSamples),
            edit,
            null);
    }

    // Sound whose samples are single ones: ffmpeg makes packets of up to 1,024 of them.
    private static int RawSoundGroup(byte[] entry, SampleTable table)
    {
        var bytes = 0;
        foreach (var box in new BoxReader(entry))
            bytes = SampleEntry.RawSoundBytes(box);
        if (bytes == 0 || bytes != table.Sizes.Constant)
            throw new MediaException(MediaFault.CannotCut, "the track holds sound of a kind that we do not group");
        return 1024;
    }

    private static (uint Timescale, string Language) ParseHeader(Box mdhd)
    {
        var at = mdhd.Version == 1 ? 20 : 12;
        var timescale = mdhd.U32(at);
        if (timescale is 0 or > int.MaxValue)
            throw Box.Damaged("a track without a timescale");
        var code = mdhd.U16(at + (mdhd.Version == 1 ? 12 : 8));
        return (timescale, LanguageOf(code));
    }

    // Three letters of five bits; numbers below 0x400 are Macintosh language codes (QuickTime File Format, "Language Code Values").
    private static string LanguageOf(uint code)
    {
        if (code < 0x400)
            return code < MacintoshLanguages.Length ? MacintoshLanguages[code] : "und";
        ReadOnlySpan<char> letters =
            [(char)((code >> 10 & 31) + 0x60), (char)((code >> 5 & 31) + 0x60), (char)((code & 31) + 0x60)];
        return letters.ContainsAnyExceptInRange('a', 'z') ? "und" : letters.ToString();
    }

    private static void RefuseOtherFiles(Box information)
    {
        if (information.Find(BoxType.Dinf, BoxType.Dref) is not { } references)
            return;
        foreach (var reference in references.ChildrenFrom(8))
        {
            if ((reference.U32(0) & 1) == 0)
                throw new MediaException(MediaFault.CannotCut, "the track's media lies in another file");
        }
    }

    private static (int Width, int Height, byte[]? Matrix) ParseDisplay(Box tkhd, byte[] entry)
    {
        var at = tkhd.Version == 1 ? 52 : 40;
        var matrix = tkhd.Slice(at, 36);
        var (width, height) = (Pixels(tkhd.U32(at + 36)), Pixels(tkhd.U32(at + 40)));
        if (width == 0 || height == 0)
            (width, height) = (entry[32] << 8 | entry[33], entry[34] << 8 | entry[35]); // coded size, 12.1.3.2
        return (width, height, matrix.Span.SequenceEqual(MovieParser.Identity) ? null : matrix.ToArray());
    }

    // 16.16 fixed point.
    private static int Pixels(uint size) => (int)((size + 0x8000L) >> 16);
}
