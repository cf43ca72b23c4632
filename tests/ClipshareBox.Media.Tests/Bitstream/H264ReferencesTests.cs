using ClipshareBox.Media.Bitstream.H264;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class H264ReferencesTests
{
    private readonly H264References _references = new();

    [Fact]
    public void Numbers_go_on_counting_where_frame_num_wraps()
    {
        Assert.Equal(0, _references.Unwrap(0, 4));
        foreach (var number in Enumerable.Range(1, 40))
        {
            Assert.Equal(number, _references.Unwrap(number & 15, 4));
            Kept(number);
        }
    }

    [Fact]
    public void Operations_on_pictures_before_the_seam_go_and_others_stay()
    {
        Kept(1);
        Kept(2);
        H264Marking toFirst = new(H264Marking.DropShort, 2, 0);
        H264Marking beforeFirst = new(H264Marking.DropShort, 3, 0);
        Assert.Equal([toFirst], Kept(3, beforeFirst, toFirst));
        Assert.Empty(Kept(4, new H264Marking(H264Marking.MakeLong, 4, 0)));
    }

    [Fact]
    public void Long_term_pictures_are_dropped_only_if_they_became_so_behind_the_seam()
    {
        H264Marking limit = new(H264Marking.LimitLong, 2, 0);
        H264Marking become = new(H264Marking.BecomeLong, 1, 0);
        H264Marking make = new(H264Marking.MakeLong, 0, 0);
        H264Marking dropOne = new(H264Marking.DropLong, 1, 0);
        H264Marking dropZero = new(H264Marking.DropLong, 0, 0);
        Assert.Equal([limit, become], Kept(1, dropOne, limit, become));
        Assert.Equal([dropOne], Kept(2, dropZero, dropOne));
        Assert.Equal([make], Kept(3, make));
        Assert.Equal([dropZero], Kept(4, dropZero));
        Assert.Throws<MediaException>(() => Kept(5, new H264Marking(H264Marking.BecomeLong, 2, 0)));
    }

    [Fact]
    public void All_slices_of_a_picture_keep_the_same_operations()
    {
        H264Marking[] first =
            [new(H264Marking.LimitLong, 1, 0), new(H264Marking.BecomeLong, 0, 0), new(H264Marking.DropLong, 0, 0)];
        var second = (H264Marking[])first.Clone();
        Assert.Equal(3, _references.Keep(first, 1));
        Assert.Equal(3, _references.Keep(second, 1));
        _references.EndPicture();
    }

    [Fact]
    public void A_reset_is_kept_and_told()
    {
        Assert.Single(Kept(1, new H264Marking(H264Marking.Reset, 0, 0)), _ => true);
        H264Marking[] reset = [new(H264Marking.Reset, 0, 0)];
        _references.Keep(reset, 2);
        Assert.True(_references.Reset);
    }

    [Fact]
    public void A_left_out_picture_may_only_drop_what_is_gone_anyway()
    {
        _references.PassOver([new H264Marking(H264Marking.DropShort, 0, 0), new H264Marking(H264Marking.DropLong, 0, 0)], 0);
        _references.PassOver([new H264Marking(H264Marking.DropShort, 5, 0)], 2);
        Assert.Equal(3, _references.Unwrap(3, 4));
        Assert.Throws<MediaException>(() => _references.PassOver([new H264Marking(H264Marking.DropShort, 0, 0)], 3));
        Assert.Throws<MediaException>(() => _references.PassOver([new H264Marking(H264Marking.Reset, 0, 0)], 3));
    }

    private H264Marking[] Kept(long current, params H264Marking[] operations)
    {
        var kept = operations[.._references.Keep(operations, current)];
        _references.EndPicture();
        return kept;
    }
}
