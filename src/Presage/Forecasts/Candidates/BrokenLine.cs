using Presage.Laws;

namespace Presage.Forecasts.Candidates;

/// <summary>The line that bends once: its last branch goes on.</summary>
internal sealed class BrokenLine() : LawCandidate(new BrokenLineLaw(), fewest: 8);
