using FixPix.Defects;

namespace FixPix.DefectStatistics;

/// <summary>What became of a panel's defects between two dates.</summary>
/// <param name="Kept">Bad on both dates.</param>
/// <param name="Lost">Bad on the first alone.</param>
/// <param name="New">Bad on the second alone.</param>
/// <param name="Touching">New ones that touch a defect of the first date (8 neighbours).</param>
/// <param name="TouchingByChance">How many would, were they spread evenly over the good sites.</param>
internal sealed record Growth(int Kept, int Lost, int New, int Touching, double TouchingByChance)
{
    public static Growth Between(DefectMap before, DefectMap after)
    {
        DefectMask old = before.ToMask(), edge = new(old.Width, old.Height);
        int kept = before.Intersect(after).Count;
        DefectMap fresh = after.Subtract(before);
        foreach (Defect defect in before.Defects())
        {
            for (int row = Math.Max(0, defect.Site.Row - 1); row <= Math.Min(old.Height - 1, defect.Site.Row + 1); row++)
            {
                for (int column = Math.Max(0, defect.Site.Column - 1); column <= Math.Min(old.Width - 1, defect.Site.Column + 1); column++)
                {
                    edge[row, column] = !old[row, column];
                }
            }
        }

        int touching = fresh.Defects().Count(defect => edge[defect.Site.Row, defect.Site.Column]);
        double good = ((double)old.Width * old.Height) - before.Count;
        return new Growth(kept, before.Count - kept, fresh.Count, touching, fresh.Count * edge.Count() / good);
    }
}
