using System.Data;
using System.Text;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Sources;

/// <summary>
/// The names of all contents that are there, in memory and in the order of their titles: any part of a name is found in a few ms
/// among a hundred thousand. Some 200 bytes a content; read anew from the store after a change.
/// </summary>
internal sealed class SearchIndex(Database database, TimeProvider clock)
{
    // Reading anew may take its time while a large source is looked through: then what was read serves for as long again, ten times.
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(50);
    private const int Patience = 10;

    private readonly Lock _lock = new();
    private Names? _names;
    private TimeSpan _took;
    private long _readAt;
    private volatile bool _changed = true;

    /// <summary>Contents have changed.</summary>
    public void Forget() => _changed = true;

    /// <summary>Keys of the contents of a page that have all words in their path, and how many have in all.</summary>
    /// <param name="query">With words, in the order of titles.</param>
    /// <param name="paging">The page.</param>
    public (IReadOnlyList<string> Keys, long Total) Find(ContentQuery query, Paging paging)
    {
        var names = Current();
        var hits = names.Find(query);
        if (query.Sort[0] == '-')
            hits.Reverse();
        return ([.. hits.Skip(paging.Offset).Take(paging.Limit).Select(i => names.Keys[i])], hits.Count);
    }

    private Names Current()
    {
        lock (_lock)
        {
            if (_names is not null && (!_changed || (_took > Quick && clock.GetElapsedTime(_readAt) < _took * Patience)))
                return _names;
            _changed = false; // before the reading: what changes meanwhile is read next time
            var started = clock.GetTimestamp();
            _names = database.Read(Names.Read);
            (_readAt, _took) = (clock.GetTimestamp(), clock.GetElapsedTime(started));
            return _names;
        }
    }

    /// <summary>All names as one text, a line each.</summary>
    private sealed class Names(byte[] text, int[] ends, int[] groups, List<(string Source, string Library)> known, string[] keys)
    {
        public string[] Keys => keys;

        public static Names Read(IDbConnection connection)
        {
            var text = new MemoryStream();
            var (ends, groups, keys) = (new List<int>(), new List<int>(), new List<string>());
            var known = new List<(string, string)>();
            var numbers = new Dictionary<(string, string), int>();
            var all = connection.Query<(string Key, string Source, string Library, string Name)>(
                """
                select c.content_key, c.source_id, c.library, c.search_key from contents c
                where c.source_id in (select id from sources where removed_at_ms is null and kind = 'folder') and c.away_at_ms is null
                order by c.title_key, c.content_key
                """, buffered: false);
            foreach (var (key, source, library, name) in all)
            {
                text.Write(Encoding.UTF8.GetBytes(name.Replace('\n', ' ')));
                text.WriteByte((byte)'\n');
                ends.Add((int)text.Length);
                if (!numbers.TryGetValue((source, library), out var number))
                {
                    numbers[(source, library)] = number = known.Count;
                    known.Add((source, library));
                }
                groups.Add(number);
                keys.Add(key);
            }
            return new Names(text.ToArray(), [.. ends], [.. groups], known, [.. keys]);
        }

        public List<int> Find(ContentQuery query)
        {
            byte[][] words = [.. query.Words.OrderByDescending(w => w.Length).Select(Encoding.UTF8.GetBytes)];
            var wanted = known.ConvertAll(g =>
                (query.SourceId is null || g.Source == query.SourceId) && (query.Library is null || g.Library == query.Library));
            var hits = new List<int>();
            var (line, at) = (0, 0);
            // The longest word is the rarest, mostly: the others are looked for only where it stands.
            while (at < text.Length && text.AsSpan(at).IndexOf(words[0]) is >= 0 and var next)
            {
                at += next;
                while (ends[line] <= at)
                    line++;
                var whole = text.AsSpan((line == 0 ? 0 : ends[line - 1])..ends[line]);
                if (wanted[groups[line]] && HasAll(whole, words))
                    hits.Add(line);
                at = ends[line];
            }
            return hits;
        }

        private static bool HasAll(ReadOnlySpan<byte> name, byte[][] words)
        {
            foreach (var word in words.AsSpan(1))
            {
                if (name.IndexOf(word) < 0)
                    return false;
            }
            return true;
        }
    }
}
