namespace Presage.Lab.Training;

/// <summary>A learning rate that rises in a line, then falls to 0 on half a cosine (Loshchilov and Hutter 2017), or stays.</summary>
internal static class LearningRateSchedule
{
    /// <param name="settings">Checked.</param>
    /// <param name="step">0 to steps - 1.</param>
    /// <returns>In (0, peak].</returns>
    public static double At(TrainingSettings settings, int step)
    {
        if (step < settings.WarmUpSteps)
            return settings.PeakLearningRate * (step + 1) / settings.WarmUpSteps;
        if (settings.Decay == LearningRateDecay.Constant)
            return settings.PeakLearningRate;
        double progress = (step - settings.WarmUpSteps) / (double)Math.Max(1, settings.Steps - settings.WarmUpSteps);
        return settings.PeakLearningRate * 0.5 * (1 + Math.Cos(Math.PI * progress));
    }
}
