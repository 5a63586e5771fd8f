using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FixPix.Cli;

/// <summary>Files a minute.</summary>
internal sealed class RateColumn(double stepsPerItem) : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        double? perMinute = task.Speed / stepsPerItem * 60;
        return new Text(perMinute is double rate ? rate.ToString("0.#", CultureInfo.InvariantCulture) + " files/min" : "");
    }
}
