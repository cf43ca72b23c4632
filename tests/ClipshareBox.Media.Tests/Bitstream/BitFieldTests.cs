using ClipshareBox.Media.Bitstream;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class BitFieldTests
{
    // Mostly zeros and small values, where emulation prevention works.
    private static readonly Arbitrary<byte[]> Payload =
        Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, 4)), (1, Gen.Choose(0, 255)))
            .Select(v => (byte)v).ArrayOf().ToArbitrary();

    [Fact]
    public void Emulation_prevention_goes_in_and_out_without_a_trace() =>
        Prop.ForAll(Payload, bytes => Rbsp.Unescape(Rbsp.Escape(bytes)).SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Guarded_bytes_never_hold_a_start_code_nor_end_with_two_zeros() => Prop.ForAll(Payload, bytes =>
    {
        var guarded = Rbsp.Escape(bytes);
        for (var i = 2; i < guarded.Length; i++)
        {
            if (guarded[i - 2] == 0 && guarded[i - 1] == 0 && guarded[i] < 3)
                return false;
        }
        return guarded is not [.., 0, 0] && guarded.Length <= Rbsp.LongestEscaped(bytes.Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Guarding_changes_nothing_in_units_that_an_encoder_guarded()
    {
        byte[][] units = [[0x65, 0, 0, 3, 1, 7], [1, 0, 0, 3, 0, 0, 3], [9, 0, 0, 4, 0, 0, 3, 3, 0x80], [0, 0, 3, 0, 0, 3, 2]];
        Assert.All(units, unit => Assert.Equal(unit, Rbsp.Escape(Rbsp.Unescape(unit))));
    }

    [Fact]
    public void Numbers_of_any_code_are_read_as_they_were_written() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(uint Ue, uint Bits, int Width, bool Flag)[]>(), fields =>
        {
            var bytes = new byte[(fields.Length * 16) + 16];
            Random.Shared.NextBytes(bytes);
            var writer = new BitWriter(bytes);
            foreach (var (ue, bits, width, flag) in fields)
            {
                writer.Ue(Math.Min(ue, uint.MaxValue - 1));
                writer.Bits(bits, width & 31);
                writer.Flag(flag);
            }
            var reader = new BitReader(bytes.AsSpan(0, writer.Length));
            foreach (var (ue, bits, width, flag) in fields)
            {
                if (reader.Ue() != Math.Min(ue, uint.MaxValue - 1)
                    || reader.Bits(width & 31) != (bits & ((1u << (width & 31)) - 1)) || reader.Flag() != flag)
                    return false;
            }
            return reader.Position == writer.Position;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 0b1_010_0110 }, 0, 1, -1)]
    [InlineData(new byte[] { 0b00100_001, 0b01_000000 }, 2, -2)]
    public void Signed_numbers_alternate_from_zero(byte[] bytes, params int[] expected)
    {
        var reader = new BitReader(bytes);
        foreach (var value in expected)
            Assert.Equal(value, reader.Se());
    }

    [Fact]
    public void Bits_are_moved_to_any_place() => Prop.ForAll(Payload, ArbMap.Default.ArbFor<(byte, byte)>(), (bytes, places) =>
    {
        var (shift, skip) = (places.Item1 & 15, Math.Min(places.Item2 & 31, bytes.Length * 8));
        var to = new byte[bytes.Length + 8];
        to.AsSpan().Fill(0xAA);
        var writer = new BitWriter(to);
        writer.Bits(0xFFFF, shift);
        writer.Copy(bytes, skip, bytes.Length * 8L);
        var moved = new BitReader(to, shift);
        var old = new BitReader(bytes, skip);
        for (var bit = skip; bit < bytes.Length * 8; bit++)
        {
            if (moved.Flag() != old.Flag())
                return false;
        }
        return writer.Position == shift + (bytes.Length * 8) - skip;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pieces_slice_gets_its_id_and_keeps_every_other_bit() =>
        Prop.ForAll(Payload, ArbMap.Default.ArbFor<(byte, byte)>(), (bytes, places) =>
        {
            byte[] slice = [.. bytes, 0, 0, 0, 0x80];
            var position = places.Item1 % ((slice.Length - 2) * 8);
            var id = PieceId.First + (places.Item2 & 15);
            BitPatch.Put(slice, position, 1, 1);
            var to = new byte[slice.Length + 1];
            PieceId.Rewrite(slice, position, id, to);
            var expected = UeEdit.Replace(slice, position, id);
            return expected.Length == to.Length && to.AsSpan().SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_slice_of_another_parameter_set_is_refused() =>
        Assert.Throws<MediaException>(() => PieceId.Rewrite([0x65, 0b0100_0000], 8, 15, new byte[3]));

    [Fact]
    public void Reading_past_the_end_is_a_media_fault()
    {
        Assert.Throws<MediaException>(() => new BitReader([1]).Bits(9));
        Assert.Throws<MediaException>(() => new BitReader([0, 0, 0, 0, 0, 0, 0, 0, 0]).Ue());
        Assert.Throws<MediaException>(() => new BitReader([1]).Skip(9));
        Assert.Throws<MediaException>(() => new BitReader([0b00100_000]).Ue(2));
        Assert.Throws<MediaException>(() => Rbsp.End([0, 0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Units_are_found_behind_lengths_of_any_size(int lengthSize)
    {
        byte[] zeros = new byte[lengthSize - 1];
        byte[] packet = [.. zeros, 2, 7, 8, .. zeros, 0, .. zeros, 1, 9, .. zeros];
        List<byte[]> units = [];
        foreach (var nal in new NalUnits(packet, lengthSize))
            units.Add(nal.ToArray());
        Assert.Equal([[7, 8], [9]], units);
    }

    [Fact]
    public void A_length_past_the_packets_end_is_a_media_fault()
    {
        Assert.Throws<MediaException>(() =>
        {
            foreach (var nal in new NalUnits([0xFF, 0xFF, 0xFF, 0xFF, 1], 4))
                Assert.Fail($"{nal.Length} bytes were made up");
        });
    }
}
