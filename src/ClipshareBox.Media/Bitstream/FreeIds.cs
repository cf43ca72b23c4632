using System.Collections;

namespace ClipshareBox.Media.Bitstream;

/// <summary>Parameter-set ids that a source was seen to use, and those given to pieces.</summary>
/// <param name="kind">What the ids are of, for messages: SPS, PPS, VPS.</param>
/// <param name="count">Ids are 0 to this, less one.</param>
internal sealed class FreeIds(string kind, int count)
{
    private readonly BitArray _source = new(count);
    private readonly BitArray _pieces = new(count);

    /// <summary>The source uses an id.</summary>
    /// <exception cref="MediaException">A piece was given it before.</exception>
    public void Use(int id)
    {
        if (_pieces[id])
            throw Refusal.CannotJoin($"the source begins to use {kind} {id} that the encoded pictures were given");
        _source[id] = true;
    }

    /// <summary>Gives the first unused id, going from <paramref name="first"/> to <paramref name="last"/> in either
    /// direction.</summary>
    /// <exception cref="MediaException">None is left.</exception>
    public int Give(int first, int last)
    {
        var step = first <= last ? 1 : -1;
        for (var id = first; id != last + step; id += step)
        {
            if (_source[id] || _pieces[id])
                continue;
            _pieces[id] = true;
            return id;
        }
        throw Refusal.CannotJoin($"no {kind} id is free");
    }
}
