namespace FixPix.Training.Trainers;

/// <summary>What makes calibrated log-odds of those that a network says: scale · l + offset − doubt · d + residual · r, with d the doubts around the site and r the log-odds of its residual.</summary>
/// <param name="Scale">Log-odds are multiplied by it.</param>
/// <param name="Offset">Then this is added.</param>
/// <param name="Doubt">And this many times the doubts around are taken off.</param>
/// <param name="Residual">And this many times those of the residual are added.</param>
internal readonly record struct LogOddsFit(double Scale, double Offset, double Doubt, double Residual)
{
    private const int Numbers = 4;
    private const int MostIterations = 100;
    private const double CloseEnough = 1e-9;

    // Each half as sure as the other of nothing: keeps numbers finite where good and bad never overlap.
    private const double Stiffness = 1;

    /// <summary>
    /// Fits the four to frames (logistic regression; J. Platt, "Probabilistic outputs for support vector machines", 1999), by Newton's method on the cross-entropy, held softly at 1, 0, 0 and 0. Residuals or doubts that
    /// would count against themselves do not count.
    /// </summary>
    /// <param name="frames">What good and bad sites of each frame were given.</param>
    /// <param name="doubt">The doubts at which they count for nothing.</param>
    public static LogOddsFit Of(IReadOnlyList<LogOddsCounts> frames, double doubt = 0)
    {
        LogOddsFit fit = Converged(frames, doubt);
        return fit is { Residual: >= 0, Doubt: >= 0 } ? fit : Converged([.. frames.Select(frame => frame.With(residuals: fit.Residual >= 0, doubts: fit.Doubt >= 0))], fit.Doubt >= 0 ? doubt : 0);
    }

    /// <summary>What one who knows these log-odds does not know of the sites, in nats.</summary>
    /// <param name="frames">The sites.</param>
    /// <param name="middle">The doubts at which they count for nothing.</param>
    public double CrossEntropy(IReadOnlyList<LogOddsCounts> frames, double middle = 0)
    {
        double sum = 0;
        foreach (LogOddsCounts counts in frames)
        {
            foreach ((double logOdds, double residual, double doubt, long good, long bad) in counts.Steps())
            {
                double says = At(logOdds, doubt - middle, residual);
                sum += (good * Softplus(says)) + (bad * Softplus(-says));
            }
        }

        return sum;
    }

    private static LogOddsFit Converged(IReadOnlyList<LogOddsCounts> frames, double middle)
    {
        LogOddsFit fit = new(1, 0, 0, 0);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            (double[] gradient, double[,] curvature) = fit.Derivatives(frames, middle);
            double[] move = Solve(curvature, gradient);

            // Far from the goal a whole step may lead astray.
            double length = Math.Min(1, 1 / Math.Max(Math.Max(Math.Abs(move[0]), Math.Abs(move[3])) * 4, Math.Max(Math.Abs(move[1]), Math.Abs(move[2]))));
            fit = new LogOddsFit(Math.Max(0.05, fit.Scale - (length * move[0])), fit.Offset - (length * move[1]), fit.Doubt - (length * move[2]), fit.Residual - (length * move[3]));
            if (move.Sum(Math.Abs) < CloseEnough)
            {
                break;
            }
        }

        return fit;
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private double At(double logOdds, double doubt, double residual) => (Scale * logOdds) + Offset - (Doubt * doubt) + (Residual * residual);

    private (double[] Gradient, double[,] Curvature) Derivatives(IReadOnlyList<LogOddsCounts> frames, double middle)
    {
        double[] gradient = [Stiffness * (Scale - 1), Stiffness * Offset, Stiffness * Doubt, Stiffness * Residual];
        double[,] curvature = new double[Numbers, Numbers];
        for (int number = 0; number < Numbers; number++)
        {
            curvature[number, number] = Stiffness;
        }

        foreach (LogOddsCounts counts in frames)
        {
            foreach ((double logOdds, double residual, double doubt, long good, long bad) in counts.Steps())
            {
                double count = good + bad, p = 1 / (1 + Math.Exp(-At(logOdds, doubt - middle, residual))), away = (count * p) - bad, curve = count * p * (1 - p);
                ReadOnlySpan<double> by = [logOdds, 1, middle - doubt, residual];
                for (int row = 0; row < Numbers; row++)
                {
                    gradient[row] += away * by[row];
                    for (int column = 0; column < Numbers; column++)
                    {
                        curvature[row, column] += curve * by[row] * by[column];
                    }
                }
            }
        }

        return (gradient, curvature);
    }

    // Gauss's elimination; the matrix is positive definite.
    private static double[] Solve(double[,] matrix, double[] values)
    {
        for (int pivot = 0; pivot < Numbers; pivot++)
        {
            for (int row = pivot + 1; row < Numbers; row++)
            {
                double times = matrix[row, pivot] / matrix[pivot, pivot];
                for (int column = pivot; column < Numbers; column++)
                {
                    matrix[row, column] -= times * matrix[pivot, column];
                }

                values[row] -= times * values[pivot];
            }
        }

        for (int row = Numbers - 1; row >= 0; row--)
        {
            for (int column = row + 1; column < Numbers; column++)
            {
                values[row] -= matrix[row, column] * values[column];
            }

            values[row] /= matrix[row, row];
        }

        return values;
    }
}
