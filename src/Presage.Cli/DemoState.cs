using Presage.Lab.Ladders;
using Presage.Lab.Studies;

namespace Presage.Cli;

/// <summary>How far the models of a study are. Told from any thread.</summary>
internal sealed class DemoState
{
    private readonly Lock _lock = new();
    private readonly (int Steps, double Loss, LadderRung? Finished)[][] _models;

    public DemoState(Study study)
    {
        Study = study;
        _models = [.. study.Arms.Select(arm => new (int, double, LadderRung?)[arm.Ladder.Runs.Length])];
    }

    public Study Study { get; }

    /// <summary>Takes what a run of the study tells.</summary>
    public void Told(int arm, LadderProgress told)
    {
        lock (_lock)
            _models[arm][told.Run] = (told.Steps, told.Loss, told.Finished ?? _models[arm][told.Run].Finished);
    }

    /// <summary>Shape [arms][models]; steps done, last loss of training, and the model once it is finished.</summary>
    public (int Steps, double Loss, LadderRung? Finished)[][] Now()
    {
        lock (_lock)
            return [.. _models.Select(arm => arm.ToArray())];
    }
}
