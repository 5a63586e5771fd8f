namespace FixPix.Preview;

/// <summary>Draws on a picture. Whatever lies outside of it is left out.</summary>
internal sealed class Canvas(RgbPicture picture)
{
    public RgbPicture Picture { get; } = picture;

    /// <summary>Width of a text in pixels.</summary>
    public static int TextWidth(string text, int scale) => ((text.Length * PictureFont.Advance) - 1) * scale;

    /// <summary>Height of a line of text in pixels, descenders included.</summary>
    public static int TextHeight(int scale) => PictureFont.Rows * scale;

    public void Fill(int top, int left, int height, int width, Rgb color)
    {
        for (int row = Math.Max(0, top); row < Math.Min(top + height, Picture.Height); row++)
        {
            for (int column = Math.Max(0, left); column < Math.Min(left + width, Picture.Width); column++)
            {
                Picture[row, column] = color;
            }
        }
    }

    /// <summary>A frame that lies just outside the rectangle.</summary>
    public void Frame(int top, int left, int height, int width, int thickness, Rgb color)
    {
        Fill(top - thickness, left - thickness, thickness, width + (2 * thickness), color);
        Fill(top + height, left - thickness, thickness, width + (2 * thickness), color);
        Fill(top, left - thickness, height, thickness, color);
        Fill(top, left + width, height, thickness, color);
    }

    public void Blend(int row, int column, Rgb color, double alpha)
    {
        if ((uint)row >= (uint)Picture.Height || (uint)column >= (uint)Picture.Width)
        {
            return;
        }

        Rgb under = Picture[row, column];
        byte Mix(byte below, byte above) => (byte)Math.Round(below + (Math.Clamp(alpha, 0, 1) * (above - below)));
        Picture[row, column] = new Rgb(Mix(under.Red, color.Red), Mix(under.Green, color.Green), Mix(under.Blue, color.Blue));
    }

    /// <summary>A circle's line with soft edges.</summary>
    public void Ring(double row, double column, double radius, double thickness, Rgb color, double alpha)
    {
        int reach = (int)Math.Ceiling(radius + thickness);
        for (int y = (int)row - reach; y <= (int)row + reach + 1; y++)
        {
            for (int x = (int)column - reach; x <= (int)column + reach + 1; x++)
            {
                double distance = Math.Sqrt(((y - row) * (y - row)) + ((x - column) * (x - column)));
                double cover = Math.Clamp((thickness / 2) + 0.5 - Math.Abs(distance - radius), 0, 1);
                if (cover > 0)
                {
                    Blend(y, x, color, alpha * cover);
                }
            }
        }
    }

    /// <summary>A filled circle with soft edges.</summary>
    public void Disc(double row, double column, double radius, Rgb color) => Ring(row, column, radius / 2, radius, color, 1);

    /// <summary>A line of text, cut off with … where it would be wider than allowed.</summary>
    /// <returns>The column after the text.</returns>
    public int Text(int top, int left, string text, int scale, Rgb color, int mostWidth = int.MaxValue)
    {
        if (TextWidth(text, scale) > mostWidth)
        {
            int letters = Math.Max(1, ((mostWidth / scale) + 1) / PictureFont.Advance);
            text = string.Concat(text.AsSpan(0, Math.Min(text.Length, letters - 1)), "…");
        }

        for (int index = 0; index < text.Length; index++)
        {
            DrawLetter(top, left + (index * PictureFont.Advance * scale), text[index], scale, color);
        }

        return left + TextWidth(text, scale);
    }

    public void Draw(RgbPicture other, int top, int left)
    {
        int bytes = 3 * Math.Min(other.Width, Picture.Width - left);
        for (int row = 0; row < Math.Min(other.Height, Picture.Height - top); row++)
        {
            other.Pixels.AsSpan(3 * row * other.Width, bytes).CopyTo(Picture.Pixels.AsSpan(3 * (((top + row) * Picture.Width) + left)));
        }
    }

    private void DrawLetter(int top, int left, char letter, int scale, Rgb color)
    {
        for (int row = 0; row < PictureFont.Rows; row++)
        {
            for (int column = 0; column < PictureFont.Columns; column++)
            {
                if (PictureFont.HasDot(letter, row, column))
                {
                    Fill(top + (row * scale), left + (column * scale), scale, scale, color);
                }
            }
        }
    }
}
