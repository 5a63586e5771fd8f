using Spectre.Console;

namespace FixPix.Cli;

/// <summary>A progress bar with rate and time left where a person watches; nothing otherwise.</summary>
internal sealed class Progress
{
    private const double StepsPerItem = 1000;
    private readonly ProgressTask? _bar;
    private readonly string _verb;
    private readonly int _items;

    private Progress(string verb, int items, ProgressTask? bar) => (_verb, _items, _bar) = (verb, items, bar);

    /// <summary>Shows a bar while the work runs.</summary>
    /// <param name="session">Knows whether a person watches.</param>
    /// <param name="verb">What is done ("Fixing").</param>
    /// <param name="items">How many files or frames.</param>
    /// <param name="work">The work.</param>
    public static void Show(Session session, string verb, int items, Action<Progress> work)
    {
        if (!session.Watched)
        {
            work(new Progress(verb, items, null));
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(StepsPerItem), new RemainingTimeColumn())
            .Start(context => work(new Progress(verb, items, context.AddTask(Markup.Escape(verb), maxValue: items * StepsPerItem))));
    }

    /// <summary>Shows a bar for one step and hands its result on.</summary>
    public static T Step<T>(Session session, string verb, Func<WorkSettings, T> work)
    {
        T result = default!;
        Show(session, verb, 1, progress => result = work(session.Work with { Progress = progress.ForItem(0, "") }));
        return result;
    }

    /// <summary>What the work on one item reports its finished fraction to.</summary>
    /// <param name="index">Which item, from 0.</param>
    /// <param name="name">Its name.</param>
    public IProgress<double>? ForItem(int index, string name)
    {
        if (_bar is null)
        {
            return null;
        }

        _bar.Description = Markup.Escape(_items > 1 ? $"{_verb} {index + 1}/{_items} {name}" : $"{_verb} {name}");
        return new Fraction(value => _bar.Value = Math.Max(_bar.Value, (index + Math.Clamp(value, 0, 1)) * StepsPerItem));
    }

    /// <summary>So many items are finished.</summary>
    public void Finished(int items)
    {
        if (_bar is not null)
        {
            _bar.Value = items * StepsPerItem;
        }
    }

    // Progress<T> would post to a synchronisation context; this reports at once, from whichever thread.
    private sealed class Fraction(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
