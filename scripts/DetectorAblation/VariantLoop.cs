namespace FixPix.DetectorAblation;

/// <summary>Trains and judges one variant after the other. What is finished is not done again, what was begun goes on.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="progress">Hears of one that fails.</param>
internal sealed class VariantLoop<TSettings, TResult>(AblationFolder<TSettings, TResult> folder, ProgressLines progress)
    where TSettings : class, IEquatable<TSettings>
    where TResult : class
{
    /// <summary>Finishes the variants, each with its result. One that fails, as where its loss is no number any more, is named and left out: the others need a night.</summary>
    /// <param name="variants">Which.</param>
    /// <param name="finish">Trains and judges one, told how many come after it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the same call goes on.</exception>
    public IEnumerable<TResult> Run<TVariant>(IReadOnlyCollection<TVariant> variants, Func<TVariant, int, TResult> finish)
        where TVariant : IVariant
    {
        int left = variants.Count(variant => folder.Find(variant) is null);
        foreach (TVariant variant in variants)
        {
            if ((folder.Find(variant) ?? Attempt(variant, --left, finish)) is { } result)
            {
                yield return result;
            }
        }
    }

    private TResult? Attempt<TVariant>(TVariant variant, int behind, Func<TVariant, int, TResult> finish)
        where TVariant : IVariant
    {
        try
        {
            TResult result = finish(variant, behind);
            folder.Keep(variant, result);
            return result;
        }
        catch (FixPixException failure)
        {
            progress.Failed(variant, failure);
            return null;
        }
    }
}
