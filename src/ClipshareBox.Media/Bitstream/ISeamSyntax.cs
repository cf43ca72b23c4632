using System.Buffers;

namespace ClipshareBox.Media.Bitstream;

/// <summary>
/// Joins copied pictures of a source and pictures of an encoder in one track: what a codec's syntax needs for it. Two makes, for
/// H.264 and for HEVC. One caller at a time. Every method throws <see cref="MediaException"/>
/// (<see cref="MediaFault.CannotCut"/>) where the stream is damaged or cannot be joined.
/// </summary>
internal interface ISeamSyntax
{
    /// <summary>Tells what a packet of the source is. Packets come in decode order, from any random access picture on.</summary>
    /// <param name="packet">Length-prefixed NAL units of the source's track.</param>
    /// <param name="containerKey">The container's key flag; believed only for pictures that are intra-coded throughout.</param>
    PictureFacts Classify(ReadOnlySpan<byte> packet, bool containerKey);

    /// <summary>
    /// Adds an encoder's parameter sets under ids that the source does not use, with the source's level and buffer sizes. Equal
    /// ones are added once. At least one packet around the seam must have been classified before.
    /// </summary>
    /// <param name="encoderSampleEntry">The whole sample entry of the encoder's track.</param>
    /// <returns>The piece's handle for <see cref="WritePiece"/>.</returns>
    int AddPiece(ReadOnlySpan<byte> encoderSampleEntry);

    /// <summary>Writes one encoded picture: slices under their new id, no parameter sets, delimiters or buffering SEI.</summary>
    void WritePiece(int piece, ReadOnlySpan<byte> packet, IBufferWriter<byte> output);

    /// <summary>Writes one copied picture; called in decode order.</summary>
    /// <param name="packet">Length-prefixed NAL units of the source's track.</param>
    /// <param name="facts">What <see cref="Classify"/> told of it.</param>
    /// <param name="start">Where it stands.</param>
    /// <param name="output">Gets the picture with lengths of 4 bytes.</param>
    void WriteCopied(ReadOnlySpan<byte> packet, in PictureFacts facts, CopyStart start, IBufferWriter<byte> output);

    /// <summary>
    /// Tells of a picture left out behind a <see cref="CopyStart.AfterSeam"/> one (a leading picture), in decode order among the
    /// calls of <see cref="WriteCopied"/>: refused when leaving it out would change how the pictures behind it are decoded.
    /// </summary>
    void PassOver(ReadOnlySpan<byte> packet, in PictureFacts facts);

    /// <summary>
    /// The final sample entry, when all is written: every parameter set, avc1/hvc1, or avc3/hev1 when copied pictures brought
    /// sets
    /// of their own; lengths of 4 bytes; no btrt; all other boxes kept.
    /// </summary>
    byte[] BuildSampleEntry();
}
