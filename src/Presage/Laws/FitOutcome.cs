using System.Collections.Immutable;

namespace Presage.Laws;

/// <summary>What came of fitting a law: a fit with its uncertainty, or the reason there is none.</summary>
/// <remarks>A closed record: <see cref="Converged"/> or <see cref="Failed"/>.</remarks>
public abstract record FitOutcome
{
    private FitOutcome(string law) => Law = law;

    /// <summary>The law's name, such as <c>logistic</c>.</summary>
    public string Law { get; }

    /// <summary>A fit that reached a minimum.</summary>
    public sealed record Converged : FitOutcome
    {
        private readonly Func<double, FittedValue>? _predict;

        /// <summary>A fit that reached a minimum.</summary>
        /// <param name="law">The law's name.</param>
        /// <param name="predict">The fitted mean with its standard error at a position x of the fit's own variable; null for laws of several variables.</param>
        public Converged(string law, Func<double, FittedValue>? predict)
            : base(law) => _predict = predict;

        /// <summary>The law written out with its coefficient names, such as <c>y = g + (c - g) / (1 + exp(-k (x - x0)))</c>.</summary>
        public required string Formula { get; init; }

        /// <summary>Estimated coefficients, in the order of the formula.</summary>
        public required ImmutableArray<Coefficient> Coefficients { get; init; }

        /// <summary>What was minimised, in words: the loss, the scale, the weights.</summary>
        public required string Objective { get; init; }

        /// <summary>The objective at the minimum.</summary>
        public required double ObjectiveValue { get; init; }

        /// <summary>Akaike's criterion with the small-sample correction; null where there are too few points for it. Smaller is better; comparable only between laws fitted to the same points on the same scale.</summary>
        public double? Aicc { get; init; }

        /// <summary>Residual standard deviation, in the metric's unit; null where no degree of freedom is left.</summary>
        public double? ResidualStandardDeviation { get; init; }

        /// <summary>Observed minus fitted, one per point, in the order of the points.</summary>
        public required ImmutableArray<double> Residuals { get; init; }

        /// <summary>Remarks on the fit that a reader must know, such as a coefficient at its bound; may be empty.</summary>
        public ImmutableArray<string> Remarks { get; init; } = [];

        /// <summary>Positions at which the fitted curve has a corner, in the fit's own variable; empty for a law that bends smoothly.</summary>
        public ImmutableArray<double> Knots { get; init; } = [];

        /// <summary>Whether the law is a curve over one variable, so that <see cref="At"/> can be asked.</summary>
        public bool IsCurve => _predict is not null;

        /// <summary>The fitted mean and its 95 % band at a position.</summary>
        /// <param name="x">Position in the fit's own variable: log10 of compute, parameters or tokens, or minus the loss.</param>
        /// <exception cref="InvalidOperationException">The law is not a curve over one variable.</exception>
        public FittedValue At(double x) =>
            _predict is null ? throw new InvalidOperationException($"The law '{Law}' is not a curve over one variable.") : _predict(x);
    }

    /// <summary>No fit, and why.</summary>
    public sealed record Failed : FitOutcome
    {
        /// <summary>No fit, and why.</summary>
        /// <param name="law">The law's name.</param>
        /// <param name="reason">The kind of failure.</param>
        /// <param name="detail">The reason in words, with the figures.</param>
        public Failed(string law, FitFailure reason, string detail)
            : base(law) => (Reason, Detail) = (reason, detail);

        /// <summary>The kind of failure.</summary>
        public FitFailure Reason { get; }

        /// <summary>The reason in words, with the figures.</summary>
        public string Detail { get; }
    }
}
