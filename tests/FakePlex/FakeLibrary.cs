using System.Globalization;

namespace FakePlex;

/// <summary>Sections and titles of a media server; tests add, change and remove.</summary>
public sealed class FakeLibrary
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FakeItem> _items = [];
    private readonly Dictionary<string, IReadOnlyList<FakeItem>> _sorted = [];
    private readonly Dictionary<long, (FakeItem Item, FakePart Part)> _parts = [];
    private long _lastId = 40;

    /// <summary>Sections.</summary>
    public List<FakeSection> Sections { get; } = [];

    /// <summary>Sections that a person sees, by the person's id; whoever is not in it sees all.</summary>
    public Dictionary<long, IReadOnlyList<string>> Grants { get; } = [];

    /// <summary>Named lists: collections (of a section) and playlists (without one).</summary>
    public List<FakeList> Lists { get; } = [];

    /// <summary>All titles.</summary>
    public IReadOnlyList<FakeItem> Items
    {
        get
        {
            lock (_lock)
                return [.. _items.Values];
        }
    }

    /// <summary>Adds a section.</summary>
    public FakeSection AddSection(string type, string title)
    {
        var section = new FakeSection((Sections.Count + 1).ToString(CultureInfo.InvariantCulture), type, title);
        Sections.Add(section);
        return section;
    }

    /// <summary>Adds a film with one version of one or several files.</summary>
    public FakeItem AddMovie(FakeSection section, string title, params FakeFilm[] films) => Add(new FakeItem
    {
        RatingKey = Wire.Text(NextId()),
        SectionKey = section.Key,
        Type = "movie",
        Title = title,
        PlexGuid = $"plex://movie/{NextId():x24}",
        Year = 2010 + title.Length,
        Versions = films.Length == 0 ? [] : [Version(section, title, films)],
    });

    /// <summary>Adds a version to a title.</summary>
    public FakeVersion AddVersion(FakeItem item, FakeFilm film, bool optimized = false)
    {
        var version = Version(Sections.First(s => s.Key == item.SectionKey), item.Title, film) with { Optimized = optimized };
        lock (_lock)
        {
            item.Versions.Add(version);
            Note(item);
        }
        return version;
    }

    /// <summary>Adds a show with seasons of episodes.</summary>
    public FakeItem AddShow(FakeSection section, string title, int seasons, int episodes, FakeFilm film)
    {
        var show = Add(new FakeItem { RatingKey = Wire.Text(NextId()), SectionKey = section.Key, Type = "show", Title = title, PlexGuid = $"plex://show/{NextId():x24}", Year = 2020 });
        for (var s = 1; s <= seasons; s++)
        {
            var season = Add(new FakeItem { RatingKey = Wire.Text(NextId()), SectionKey = section.Key, Type = "season", Title = $"Season {s}", Parent = show, Index = s });
            for (var e = 1; e <= episodes; e++)
            {
                _ = Add(new FakeItem
                {
                    RatingKey = Wire.Text(NextId()),
                    SectionKey = section.Key,
                    Type = "episode",
                    Title = $"{title} {s}-{e}",
                    PlexGuid = $"plex://episode/{NextId():x24}",
                    Parent = season,
                    Index = e,
                    Versions = [Version(section, $"{title} S{s:00}E{e:00}", film)],
                });
            }
        }
        return show;
    }

    /// <summary>Adds <paramref name="count"/> films at once, all of one file, with names of many alphabets.</summary>
    public void AddMany(FakeSection section, int count, FakeFilm film)
    {
        string[] words = ["River", "Ночь", "夜明け", "Été", "Alpha & Omega", "50% #1?", "مدينة", "🎬 Cut", "Zoë", "Old Town"];
        for (var i = 0; i < count; i++)
        {
            var item = AddMovie(section, $"{words[i % words.Length]} {i:000000}", film);
            item.Year = 1950 + i % 75;
            item.AddedAt += i;
        }
    }

    /// <summary>Adds a collection (with a section) or a playlist (without).</summary>
    public FakeList AddList(FakeSection? section, string title, params FakeItem[] items)
    {
        var list = new FakeList(Wire.Text(NextId()), section?.Key, title, [.. items]);
        Lists.Add(list);
        return list;
    }

    /// <summary>The title gets a new key, as after a new match; its guid stays.</summary>
    public void Rekey(FakeItem item)
    {
        lock (_lock)
        {
            _items.Remove(item.RatingKey);
            item.RatingKey = Wire.Text(NextId());
            _items[item.RatingKey] = item;
            _sorted.Clear();
        }
    }

    /// <summary>Removes a title.</summary>
    public void Remove(FakeItem item)
    {
        lock (_lock)
        {
            _items.Remove(item.RatingKey);
            _sorted.Clear();
        }
    }

    internal FakeItem? Find(string ratingKey)
    {
        lock (_lock)
            return _items.GetValueOrDefault(ratingKey);
    }

    internal (FakeItem Item, FakePart Part)? FindPart(long id)
    {
        lock (_lock)
            return _parts.TryGetValue(id, out var found) && _items.ContainsKey(found.Item.RatingKey) ? found : null;
    }

    internal IReadOnlyList<FakeItem> ChildrenOf(FakeItem parent) =>
        [.. Items.Where(i => i.Parent == parent).OrderBy(i => i.Index)];

    internal bool Sees(FakeUser? user, FakeItem item) => Sees(user, item.SectionKey);

    internal bool Sees(FakeUser? user, string section) =>
        user is null || !Grants.TryGetValue(user.Id, out var granted) || granted.Contains(section);

    /// <summary>A section's titles of one type in an order; the last orders are kept, for they cost much.</summary>
    internal IReadOnlyList<FakeItem> Sorted(string section, string type, string sort)
    {
        lock (_lock)
        {
            var key = $"{section}|{type}|{sort}";
            if (_sorted.TryGetValue(key, out var sorted))
                return sorted;
            var rows = _items.Values.Where(i => i.SectionKey == section && i.Type == type);
            var down = sort.EndsWith(":desc", StringComparison.Ordinal);
            IEnumerable<FakeItem> ordered = sort.Split(':')[0] switch
            {
                "addedAt" => rows.OrderBy(i => i.AddedAt),
                "year" or "originallyAvailableAt" => rows.OrderBy(i => i.Year ?? 0),
                "duration" => rows.OrderBy(i => i.DurationMs),
                _ => rows.OrderBy(i => i.Title, StringComparer.Ordinal),
            };
            return _sorted[key] = down ? [.. ordered.Reverse()] : [.. ordered];
        }
    }

    private FakeItem Add(FakeItem item)
    {
        lock (_lock)
        {
            _items[item.RatingKey] = item;
            Note(item);
            _sorted.Clear();
        }
        return item;
    }

    private void Note(FakeItem item)
    {
        foreach (var part in item.Parts)
            _parts[part.Id] = (item, part);
    }

    private FakeVersion Version(FakeSection section, string title, params FakeFilm[] films) => new(NextId(), [.. films.Select((film, at) => new FakePart
    {
        Id = NextId(),
        Film = film,
        ShownPath = $"{section.Path}/{title}/{title}{(films.Length > 1 ? $" - pt{at + 1}" : "")}.{film.Container}",
    })]);

    private long NextId() => Interlocked.Increment(ref _lastId);
}

/// <summary>A collection or a playlist.</summary>
/// <param name="Key">Its number, as text.</param>
/// <param name="SectionKey">The collection's section; null for a playlist.</param>
/// <param name="Title">Its name.</param>
/// <param name="Items">What is in it; a playlist can hold a title twice.</param>
public sealed record FakeList(string Key, string? SectionKey, string Title, List<FakeItem> Items);
