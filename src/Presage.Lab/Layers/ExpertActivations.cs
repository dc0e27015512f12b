using Presage.Lab.Lanes;

namespace Presage.Lab.Layers;

/// <summary>What the forward pass of a mixture of experts leaves for its backward pass; or, a second one, what the backward pass overwrites.</summary>
/// <param name="d">Width.</param>
/// <param name="experts">Experts there are.</param>
/// <param name="active">Experts per column.</param>
/// <param name="columns">Columns.</param>
internal sealed class ExpertActivations(int d, int experts, int active, int columns)
{
    /// <summary>Who computes what.</summary>
    public ExpertRouting Routing { get; } = new(experts, active, columns);

    /// <summary>[experts, columns]: probabilities of the router.</summary>
    public Panel Probabilities { get; } = new(experts, columns);

    /// <summary>[d, slots].</summary>
    public Panel Input { get; } = new(d, SlotsOf(experts, active, columns));

    /// <summary>[4d, slots]: before the GELU.</summary>
    public Panel Hidden { get; } = new(4 * d, SlotsOf(experts, active, columns));

    /// <summary>[4d, slots]: after the GELU.</summary>
    public Panel Active { get; } = new(4 * d, SlotsOf(experts, active, columns));

    /// <summary>[d, slots].</summary>
    public Panel Output { get; } = new(d, SlotsOf(experts, active, columns));

    private static int SlotsOf(int experts, int active, int columns) => ExpertRouting.CapacityOf(experts, active, columns);
}
