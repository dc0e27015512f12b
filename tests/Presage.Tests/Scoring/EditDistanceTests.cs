using CsCheck;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class EditDistanceTests
{
    // Lengths on both sides of one word of 64 symbols, and alphabets small enough that much matches.
    private static readonly Gen<int[]> Sequence = Gen.SelectMany(Gen.Int[1, 5], Gen.Int[0, 200], (symbols, most) => Gen.Int[0, symbols].Array[0, most]);

    // python-Levenshtein 0.12.2, Levenshtein.distance(first, second).
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("lewenstein", "levenshtein", 2)]
    [InlineData("", "abc", 3)]
    [InlineData("naïve café", "naive cafe", 2)]
    [InlineData("a😀b", "ab😀", 2)]
    public void StringEditDistance_OfKnownPairs_IsThatOfPythonLevenshtein(string first, string second, int distance) =>
        Assert.Equal(distance, StringEditDistance.Count(first, second));

    [Fact]
    public void StringEditDistance_BeyondOneWord_IsThatOfPythonLevenshtein()
    {
        string filler = new('x', 70);
        Assert.Equal(6, StringEditDistance.Count(filler + "abc", "abd" + filler));
        string first = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 4));
        string second = string.Concat(Enumerable.Repeat("The quack brown ox jumped over a lazy dogs! ", 4));
        Assert.Equal(36, StringEditDistance.Count(first, second));
    }

    [Fact]
    public void TokenEditDistance_OfAnySequences_IsThatOfTheTable() =>
        Gen.Select(Sequence, Sequence).Sample((first, second) => TokenEditDistance.Count(first, second) == ByTable(first, second), iter: 2000);

    [Fact]
    public void TokenEditDistance_OfSpreadIdentifiers_IsThatOfTheTable() =>
        Gen.Select(Gen.Int.Array[0, 150], Gen.Int[0, 150], Gen.Int[0, 150]).Sample((tokens, from, to) =>
        {
            int[] moved = [.. tokens.Skip(from), .. tokens.Take(to)];
            return TokenEditDistance.Count(tokens, moved) == ByTable(tokens, moved);
        }, iter: 500);

    [Fact]
    public void TokenEditDistance_OfAnySequences_IsAMetric() =>
        Gen.Select(Sequence, Sequence, Sequence).Sample((a, b, c) =>
        {
            int ab = TokenEditDistance.Count(a, b);
            return TokenEditDistance.Count(b, a) == ab
                && TokenEditDistance.Count(a, a) == 0
                && (ab == 0) == a.AsSpan().SequenceEqual(b)
                && ab >= Math.Abs(a.Length - b.Length)
                && ab <= Math.Max(a.Length, b.Length)
                && TokenEditDistance.Count(a, c) <= ab + TokenEditDistance.Count(b, c);
        }, iter: 500);

    [Fact]
    public void EditDistances_PerLength_DivideByTheTarget()
    {
        Assert.Equal(0.5, TokenEditDistance.PerToken([1, 2, 3], [1, 2, 4, 3, 5, 6]));
        Assert.Equal(2.0, TokenEditDistance.PerToken([1, 2, 3], [1]));
        Assert.Null(TokenEditDistance.PerToken([1], []));
        Assert.Equal(2 / 3.0, StringEditDistance.PerCharacter("a😀b", "ab😀"));
        Assert.Null(StringEditDistance.PerCharacter("a", ""));
    }

    [Fact]
    public void ApproximateTokens_OfAnyText_GiveItBack() =>
        Gen.String.Sample(text => string.Concat(ApproximateTokens.Cut(text)) == text);

    [Fact]
    public void ApproximateTokens_OfANumber_AreItsDigits()
    {
        Assert.Equal(["It", " is", " 1", "2", "3", ",", "5", "?!"], ApproximateTokens.Cut("It is 123,5?!"));
        var (response, target) = ApproximateTokens.Of("12344", "12345");
        Assert.Equal(1, TokenEditDistance.Count(response.AsSpan(), target.AsSpan()));
    }

    // Wagner and Fischer 1974.
    private static int ByTable(int[] first, int[] second)
    {
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
