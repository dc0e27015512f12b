using System.Collections.Immutable;
using Presage.Models.Families;

namespace Presage.Models;

/// <summary>Model cards, found by the names that logs print.</summary>
/// <remarks>
/// A name matches a card if it equals the card's name or one of its aliases after these steps; nothing is guessed from likeness.
/// <list type="number">
/// <item>A checkpoint at the end is set aside (<c>-step1000</c>, <c>@step1000</c>, <c>/checkpoint-1000</c>): the card is that of the run.
/// <see cref="StepIn"/> tells the step.</item>
/// <item>Organisation and folders are dropped: the last part counts.</item>
/// <item>The suffixes <c>hf</c>, <c>bf16</c>, <c>fp16</c>, <c>fp32</c> and their long forms are dropped, being formats of the same weights.</item>
/// <item>Case, <c>-</c>, <c>_</c>, <c>.</c> and spaces are ignored, except between two digits: <c>opt-1.3b</c> is not <c>opt-13b</c>.</item>
/// <item>Where the last part is a bare size (<c>LLaMA/huggingface/7B</c>), the folder above it is the family. The first folder of an absolute path
/// is not asked, a path that also fits another card matches none, and neither does one that mentions fine-tuning.</item>
/// </list>
/// Models trained further (instruct, chat, fine-tuned) are other models and match only cards of their own. Immutable; safe for concurrent use.
/// </remarks>
public sealed class ModelCatalogue
{
    private static readonly Lazy<ModelCatalogue> LazyBuiltIn = new(() => new ModelCatalogue(BuiltInFamilies.Cards()));
    private readonly Dictionary<string, ModelCard> _byKey;

    private ModelCatalogue(ImmutableArray<ModelCard> cards)
        : this(cards, Index(cards))
    {
    }

    private ModelCatalogue(ImmutableArray<ModelCard> cards, Dictionary<string, ModelCard> byKey) => (Cards, _byKey) = (cards, byKey);

    /// <summary>The cards that come with the program.</summary>
    public static ModelCatalogue BuiltIn => LazyBuiltIn.Value;

    /// <summary>All cards: built-in families in their order, then added ones.</summary>
    public ImmutableArray<ModelCard> Cards { get; }

    /// <summary>The optimiser step that a printed name mentions, such as 1000 in <c>pythia-70m-step1000</c>.</summary>
    /// <param name="printedName">The model's name as a log prints it.</param>
    /// <returns>Null where it mentions none.</returns>
    public static long? StepIn(string printedName)
    {
        ArgumentNullException.ThrowIfNull(printedName);
        return ModelName.Parse(printedName)?.Step;
    }

    /// <summary>The lines that make an unknown model known, to be put below <c>models:</c> in <c>ladder.yaml</c>.</summary>
    /// <param name="printedName">The model's name as a log prints it.</param>
    /// <returns>One YAML list item; the name is filled in, quantities are null for the user to give.</returns>
    public static string Suggest(string printedName)
    {
        ArgumentNullException.ThrowIfNull(printedName);
        return LadderSuggestion.For(printedName);
    }

    /// <summary>The card of a model.</summary>
    /// <param name="printedName">The model's name as a log prints it: a plain name, <c>organisation/name</c>, or a path.</param>
    /// <returns>Null where no card, or more than one, fits the name.</returns>
    public ModelCard? Find(string printedName)
    {
        ArgumentNullException.ThrowIfNull(printedName);
        if (_byKey.TryGetValue(ModelName.Key(printedName.Trim()), out ModelCard? whole))
            return whole;
        if (ModelName.Parse(printedName) is not { } name)
            return null;
        if (_byKey.TryGetValue(ModelName.Key(name.LastAsPrinted), out ModelCard? asPrinted))
            return asPrinted;
        if (_byKey.TryGetValue(ModelName.Key(name.Last), out ModelCard? card))
            return card;
        return FindByFolder(name);
    }

    /// <summary>A catalogue with further cards.</summary>
    /// <param name="cards">
    /// The user's cards. A card whose name another card bears, or has as an alias, replaces that card entirely; the replaced card's names go on to point to it.
    /// An alias that another card bears is taken over from that card. Cards that say the same count once.
    /// </param>
    /// <exception cref="ArgumentException">Two of the given cards claim the same name, or a name is blank.</exception>
    public ModelCatalogue With(IEnumerable<ModelCard> cards)
    {
        ArgumentNullException.ThrowIfNull(cards);
        // The same ladder file beside several results is no contradiction.
        ImmutableArray<ModelCard> added =
            [.. cards.DistinctBy(card => (card with { Aliases = [], Source = "" }, string.Join('\n', card.Aliases)))];
        Dictionary<string, ModelCard> addedByKey = Index(added);
        Dictionary<ModelCard, ModelCard> replacements = new(ReferenceEqualityComparer.Instance);
        foreach (ModelCard card in added)
        {
            if (!_byKey.TryGetValue(ModelName.Key(card.Name), out ModelCard? replaced))
                continue;
            if (!replacements.TryAdd(replaced, card))
                throw new ArgumentException($"The cards '{replacements[replaced].Name}' and '{card.Name}' both replace '{replaced.Name}'.", nameof(cards));
        }

        Dictionary<string, ModelCard> byKey = [];
        foreach ((string key, ModelCard card) in _byKey)
            byKey[key] = replacements.GetValueOrDefault(card, card);
        foreach ((string key, ModelCard card) in addedByKey)
            byKey[key] = card;

        HashSet<ModelCard> placed = new(replacements.Values, ReferenceEqualityComparer.Instance);
        return new ModelCatalogue(
            [.. Cards.Select(card => replacements.GetValueOrDefault(card, card)), .. added.Where(card => !placed.Contains(card))],
            byKey);
    }

    private static Dictionary<string, ModelCard> Index(ImmutableArray<ModelCard> cards)
    {
        Dictionary<string, ModelCard> byKey = new(cards.Length * 3, StringComparer.Ordinal);
        foreach (ModelCard card in cards)
        {
            foreach (string name in card.Aliases.Prepend(card.Name))
            {
                foreach (string key in KeysOf(name))
                {
                    if (key.Length == 0)
                        throw new ArgumentException($"A card of the family '{card.Family}' has a blank name.", nameof(cards));
                    if (!byKey.TryAdd(key, card) && !ReferenceEquals(byKey[key], card))
                        throw new ArgumentException($"The cards '{byKey[key].Name}' and '{card.Name}' both claim the name '{name}'.", nameof(cards));
                }
            }
        }

        return byKey;
    }

    // An alias "organisation/model" stands for "model" too; an alias that is a longer path stands for itself.
    private static IEnumerable<string> KeysOf(string name)
    {
        yield return ModelName.Key(name.Trim());
        string[] parts = name.Trim().Split('/');
        if (parts is [{ Length: > 0 }, { Length: > 0 } model] && !ModelName.IsSize(model))
            yield return ModelName.Key(model);
    }

    private ModelCard? FindByFolder(ModelName name)
    {
        if (!name.TryFamilyAndSize(out string nearest, out IEnumerable<string> farther)
            || name.MentionsVariant()
            || !_byKey.TryGetValue(ModelName.Key(nearest), out ModelCard? card))
            return null;
        bool ambiguous = farther.Any(other => _byKey.TryGetValue(ModelName.Key(other), out ModelCard? rival) && !ReferenceEquals(rival, card));
        return ambiguous ? null : card;
    }
}
