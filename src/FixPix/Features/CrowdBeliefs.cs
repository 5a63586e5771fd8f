using System.Runtime.Intrinsics;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// How far each site of a mosaic is believed by the crowd around it, before anybody has looked: where most sites are bad the good ones still read alike, while the bad ones read this and that. A site keeps the company of those of its filter
/// position within 13×13 sites whose values are near its own; what it is believed is the square of its company over the most that a site of that window keeps.
/// </summary>
internal static class CrowdBeliefs
{
    // Sites that count on each side, and from one of a filter position to the next; company reaches so far, and so does the search for the most.
    private const int Reach = 6, Step = 2, Around = 2 * Reach;

    private const int RowsPerBand = 64;

    // 1 / width² of values of even noise, within which a value is near: widths of 1/64 and 1/16.
    private const float Narrow = 4096, Wide = 256;

    // Company of a site that keeps none.
    private const float Least = 1e-6f;

    /// <summary>The beliefs.</summary>
    /// <param name="frame">A Bayer or monochrome mosaic.</param>
    /// <param name="work">Threads, cancellation.</param>
    /// <returns>height × width, row-major, 0 to 255.</returns>
    public static byte[] Of(Mosaic frame, WorkSettings work)
    {
        CanonicalView view = new(frame.Layout);
        EvenNoise[] even = EvenNoise.OfRows(view, frame.Layout.WhiteDn);
        byte[] beliefs = new byte[frame.Samples.Length];
        RowBands.Run(frame.Height, RowsPerBand, work with { Progress = null }, static () => new Workspace(), (first, end, workspace) => OfBand(frame, view, even, first, end, beliefs, workspace));
        return beliefs;
    }

    private static void OfBand(Mosaic frame, CanonicalView view, EvenNoise[] even, int first, int end, byte[] beliefs, Workspace workspace)
    {
        int mark = workspace.Mark(), rows = end - first, top = first + view.RowShift - Around;
        Matrix values = workspace.RentMatrix(rows + (2 * Around), view.Width + (2 * Around)), company = workspace.RentMatrix(rows + Around, view.Width + Around), most = workspace.RentMatrix(rows + Around, view.Width);
        Span<ushort> scratch = NetworkInput.RentSamples(workspace, values.Columns);
        for (int row = 0; row < values.Rows; row++)
        {
            view.CopyRow(frame.Samples, top + row, -Around, scratch);
            even[(top + row) & 1].OfRow(scratch, values.Row(row));
        }

        for (int row = 0; row < company.Rows; row++)
        {
            CompanyOfRow(in values, row, company.Row(row));
            MostAlongRow(company.Row(row), most.Row(row));
        }

        for (int row = 0; row < rows; row++)
        {
            Span<byte> target = beliefs.AsSpan((first + row) * frame.Width, frame.Width);
            ReadOnlySpan<float> own = company.Row(row + Reach)[(Reach + view.ColumnShift)..];
            for (int column = 0; column < target.Length; column++)
            {
                float highest = Least;
                for (int tap = 0; tap <= Around; tap += Step)
                {
                    highest = Math.Max(highest, most.Row(row + tap)[column + view.ColumnShift]);
                }

                float share = own[column] / highest;
                target[column] = (byte)((255 * share * share) + 0.5f);
            }
        }

        workspace.Release(mark);
    }

    // Of sites whose windows begin with row 'first' of the values. Each sum has one order, whether by one or by eight.
    private static void CompanyOfRow(in Matrix values, int first, Span<float> company)
    {
        ReadOnlySpan<float> own = values.Row(first + Reach)[Reach..];
        int column = 0;
        for (; column <= company.Length - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            // Of itself it keeps two.
            Vector256<float> value = Vector256.Create(own[column..]), sum = Vector256.Create(-2f);
            for (int tap = 0; tap <= Around; tap += Step)
            {
                ReadOnlySpan<float> row = values.Row(first + tap)[column..];
                for (int step = 0; step <= Around; step += Step)
                {
                    Vector256<float> difference = Vector256.Create(row[step..]) - value, squared = difference * difference;
                    sum += Vector256.Max(Vector256<float>.Zero, Vector256<float>.One - (squared * Narrow)) + Vector256.Max(Vector256<float>.Zero, Vector256<float>.One - (squared * Wide));
                }
            }

            Vector256.Max(Vector256<float>.Zero, sum).CopyTo(company[column..]);
        }

        for (; column < company.Length; column++)
        {
            float sum = -2;
            for (int tap = 0; tap <= Around; tap += Step)
            {
                ReadOnlySpan<float> row = values.Row(first + tap)[column..];
                for (int step = 0; step <= Around; step += Step)
                {
                    float difference = row[step] - own[column], squared = difference * difference;
                    sum += Math.Max(0, 1 - (squared * Narrow)) + Math.Max(0, 1 - (squared * Wide));
                }
            }

            company[column] = Math.Max(0, sum);
        }
    }

    private static void MostAlongRow(ReadOnlySpan<float> company, Span<float> most)
    {
        for (int column = 0; column < most.Length; column++)
        {
            float highest = company[column];
            for (int step = Step; step <= Around; step += Step)
            {
                highest = Math.Max(highest, company[column + step]);
            }

            most[column] = highest;
        }
    }
}
