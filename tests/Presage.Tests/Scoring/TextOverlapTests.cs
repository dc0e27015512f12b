using CsCheck;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class TextOverlapTests
{
    private const string Target = "The dog, who was old, bit the man.\nThe man had never been bitten before!\nHe went to the doctor at 5.30 pm.";
    private const string Response = "A man was bitten by the old dog.\nHe went to see the doctor; the doctor was out.\nThe man had been unlucky.";

    private static readonly string[] Vocabulary = ["the", "dog", "bit", "a man", ".", "\n", "3.5", "don't"];

    private static readonly Gen<string> Text = Gen.Int[0, Vocabulary.Length - 1].Array[0, 12].Select(words => string.Join(' ', words.Select(word => Vocabulary[word])));

    // sacreBLEU, test/test_bleu.py: test_corpus_bleu_cases with default settings.
    [Fact]
    public void Bleu_OfTheCorpusOfSacreBleusTests_IsTheirs()
    {
        string[] responses = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."];
        string[][] references =
        [
            ["The dog bit the man.", "The dog had bit the man."],
            ["It was not unexpected.", "No one was surprised."],
            ["The man bit him first.", "The man had bitten the dog."],
        ];
        Assert.Equal(48.530827, Bleu.OfCorpus(responses.Zip(references, (response, known) => BleuCounts.Of(response, [.. known]))), 6);
        Assert.Equal(0, Bleu.OfCorpus(references.Select(known => BleuCounts.Of("", [.. known]))));
    }

    // The definitions of sacreBLEU 2 (sentence_bleu: effective order), run in Python 3.11 apart from this code.
    [Theory]
    [InlineData("The quick brown fox jumped over the dog.", "The quick brown fox jumps over the lazy dog.", 36.0887722595069)]
    [InlineData("Profits rose 3.5% to $1,200 (up from $1,100) in 2019-20.", "Profits rose by 3.5 % to $1,200, up from $1,100, in 2019-2020.", 41.4219273646435)]
    [InlineData("yes", "yes", 100)]
    [InlineData("cat", "the cat sat", 13.533528323661276)]
    [InlineData("He said &quot;go&quot; & left; then-\nhe's back.", "He said \"go\" and left; then he's back.", 41.06517147271933)]
    public void Bleu_OfASentence_IsThatOfSacreBleu(string response, string reference, double bleu) =>
        Assert.Equal(bleu, Bleu.OfSentence(response, [reference]), 10);

    [Fact]
    public void Bleu_OfResponsesShorterThanFourTokens_IsZeroAsACorpus() =>
        Assert.Equal(0, Bleu.OfCorpus([BleuCounts.Of("yes", ["yes"])]));

    // rouge-score, rouge_scorer_test.py: testRouge1, testRouge2, testRougeLNonConsecutive, testRougeLsum.
    [Fact]
    public void Rouge_OfThePairsOfRougeScoresTests_IsTheirs()
    {
        Assert.Equal(new OverlapScore(1, 1 / 3.0), Rouge.OfNGrams("testing", "testing one two", 1));
        Assert.Equal(new OverlapScore(1, 1 / 2.0), Rouge.OfNGrams("testing one", "testing one two", 2));
        Assert.Equal(new OverlapScore(1, 2 / 3.0), Rouge.OfLongestSubsequence("testing two", "testing one two"));
        OverlapScore summary = Rouge.OfSummary("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5");
        Assert.Equal(new OverlapScore(0.4, 0.8), summary);
        Assert.Equal(0.5333, summary.F1, 4);
        Assert.Equal(default, Rouge.OfSummary("/", "w1 w2 w3 w4 w5"));
        Assert.Equal(default, Rouge.OfSummary("w1", ""));
    }

    // The definitions of rouge-score 0.1, run in Python 3.11 apart from this code.
    [Fact]
    public void Rouge_OfSeveralSentences_IsThatOfRougeScore()
    {
        Check(Rouge.OfNGrams(Response, Target, 1), 0.6956521739130435, 0.6666666666666666);
        Check(Rouge.OfNGrams(Response, Target, 2), 0.22727272727272727, 0.21739130434782608);
        Check(Rouge.OfLongestSubsequence(Response, Target), 0.30434782608695654, 0.2916666666666667);
        Check(Rouge.OfSummary(Response, Target), 0.6521739130434783, 0.625);

        static void Check(OverlapScore score, double precision, double recall)
        {
            Assert.Equal(precision, score.Precision, 14);
            Assert.Equal(recall, score.Recall, 14);
        }
    }

    [Theory]
    [InlineData("The cat, sat!", "a cat sat", 1)]
    [InlineData("cat", "the cat sat", 2 / 3.0)]
    [InlineData("cat cat", "cat", 2 / 3.0)]
    [InlineData("the–cat", "–cat", 1)]
    [InlineData("the", "", 1)]
    [InlineData("cat", "", 0)]
    [InlineData("dog", "cat", 0)]
    public void TokenF1_OfAnAnswer_IsThatOfSquad(string response, string target, double f1) =>
        Assert.Equal(f1, TokenF1.Score(response, [target]), 12);

    [Fact]
    public void TokenF1_OfSeveralTargets_IsTheBest() =>
        Assert.Equal(1, TokenF1.Score("the cat", ["dog", "cat"]));

    [Fact]
    public void Overlaps_OfAnyTexts_AreInRange() =>
        Gen.Select(Text, Text).Sample((response, target) =>
            TokenF1.Score(response, [target]) is >= 0 and <= 1
            && Bleu.OfSentence(response, [target]) is >= 0 and <= 100
            && Rouge.OfNGrams(response, target, 2).F1 is >= 0 and <= 1
            && Rouge.OfSummary(response, target).F1 is >= 0 and <= 1
            && Rouge.OfLongestSubsequence(response, target).F1 <= Rouge.OfNGrams(response, target, 1).F1 + 1e-12, iter: 1000);

    [Fact]
    public void Overlaps_WithSidesExchanged_ExchangePrecisionAndRecall() =>
        Gen.Select(Text, Text).Sample((response, target) =>
        {
            OverlapScore forth = Rouge.OfNGrams(response, target, 1), back = Rouge.OfNGrams(target, response, 1);
            return forth.Precision == back.Recall && forth.Recall == back.Precision
                && Math.Abs(TokenF1.Score(response, [target]) - TokenF1.Score(target, [response])) < 1e-12;
        }, iter: 500);

    [Fact]
    public void Bleu_OfTheReferenceItself_IsOneHundred() =>
        Text.Where(text => text.Any(char.IsAsciiLetter)).Sample(text => Math.Abs(Bleu.OfSentence(text, [text]) - 100) < 1e-9, iter: 300);
}
