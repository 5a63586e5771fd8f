namespace FixPix.Neural.Kernels;

/// <summary>
/// Fixed sine-cosine embeddings of places in a grid. With ω_i = 10000^(−i / (W/4)), i &lt; W/4, the token in row r and column c has [sin(r ω), cos(r ω), sin(c ω), cos(c ω)].
/// A row and a column number have the same W/2 values, so that one short table serves every grid up to its length (He and others 2022, the masked autoencoder's).
/// </summary>
internal sealed class PositionTable
{
    private readonly float[] _values;

    /// <summary>Makes the table for rows and columns 0 to <paramref name="length"/> − 1 of tokens <paramref name="width"/> wide, a multiple of 4.</summary>
    public PositionTable(int length, int width)
    {
        Length = length;
        Width = width;
        int waves = width / 4;
        _values = new float[checked(length * 2 * waves)];
        for (int position = 0; position < length; position++)
        {
            for (int wave = 0; wave < waves; wave++)
            {
                (double sine, double cosine) = Math.SinCos(position * Math.Pow(10000, -(double)wave / waves));
                _values[(2 * position) * waves + wave] = (float)sine;
                _values[(2 * position + 1) * waves + wave] = (float)cosine;
            }
        }
    }

    /// <summary>Rows or columns that it knows.</summary>
    public int Length { get; }

    /// <summary>Numbers of a token.</summary>
    public int Width { get; }

    /// <summary>Puts every token's embedding into its row; the tokens run through the grid row by row.</summary>
    public void Fill(in Matrix tokens, int gridColumns)
    {
        for (int token = 0; token < tokens.Rows; token++)
        {
            Span<float> row = tokens.Row(token);
            At(token / gridColumns).CopyTo(row);
            At(token % gridColumns).CopyTo(row[(Width / 2)..]);
        }
    }

    private ReadOnlySpan<float> At(int position) => _values.AsSpan(position * (Width / 2), Width / 2);
}
