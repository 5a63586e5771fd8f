namespace FixPix.Neural.Kernels;

internal static unsafe partial class SelfAttention
{
    /// <summary>What one head needs while its queries pass, in memory of a workspace.</summary>
    private readonly struct Scratch
    {
        public Scratch(int tokens, int width, Workspace workspace)
        {
            Tokens = tokens;
            Width = width;
            FilledWidth = Panels(width) * PanelProduct.Width;
            Keys = Rent(workspace, checked(Panels(tokens) * PanelProduct.Width * width));
            Values = Rent(workspace, checked(tokens * FilledWidth));
            Scores = Rent(workspace, QueryBlock * ScoreStride);
            Weighted = Rent(workspace, QueryBlock * FilledWidth);
            Largest = Rent(workspace, QueryBlock);
            Sums = Rent(workspace, QueryBlock);
            NoBias = Rent(workspace, PanelProduct.Width);
            LastBias = Rent(workspace, PanelProduct.Width);
            new Span<float>(NoBias, PanelProduct.Width).Clear();
            new Span<float>(LastBias, PanelProduct.Width).Fill(float.NegativeInfinity);
            new Span<float>(LastBias, tokens % PanelProduct.Width).Clear();
        }

        /// <summary>Queries, which are the keys too.</summary>
        public int Tokens { get; }

        /// <summary>Columns of the head.</summary>
        public int Width { get; }

        /// <summary>Columns of the panels that <see cref="Width"/> fills.</summary>
        public int FilledWidth { get; }

        /// <summary>[panel of 16 keys][column of the head][key of the panel], scaled so that powers of two of the scores are what softmax wants; beyond the last key zero.</summary>
        public float* Keys { get; }

        /// <summary>[panel of 16 columns][key][column of the panel]; beyond the last column zero.</summary>
        public float* Values { get; }

        /// <summary>[query of the block][key of the block].</summary>
        public float* Scores { get; }

        /// <summary>[query of the block][column]: the values so far, each times the power of its score.</summary>
        public float* Weighted { get; }

        /// <summary>The greatest score so far of each query of the block.</summary>
        public float* Largest { get; }

        /// <summary>The sum of powers so far of each query of the block.</summary>
        public float* Sums { get; }

        /// <summary>16 zeros.</summary>
        public float* NoBias { get; }

        /// <summary>Of the last panel of keys: zero for a key, −∞ for what fills up.</summary>
        public float* LastBias { get; }

        /// <summary>A block of queries has seen no key yet.</summary>
        public void Begin(int rows)
        {
            new Span<float>(Largest, rows).Fill(float.NegativeInfinity);
            new Span<float>(Sums, rows).Clear();
            new Span<float>(Weighted, rows * FilledWidth).Clear();
        }

        public void PackKeys(in Matrix keys)
        {
            float scale = Exponential.Log2E / MathF.Sqrt(Width);
            float* packed = Keys;
            for (int first = 0; first < Tokens; first += PanelProduct.Width, packed += Width * PanelProduct.Width)
            {
                int count = Math.Min(PanelProduct.Width, Tokens - first);
                if (count < PanelProduct.Width)
                {
                    new Span<float>(packed, Width * PanelProduct.Width).Clear();
                }

                for (int key = 0; key < count; key++)
                {
                    ReadOnlySpan<float> values = keys.Row(first + key);
                    for (int column = 0; column < values.Length; column++)
                    {
                        packed[column * PanelProduct.Width + key] = values[column] * scale;
                    }
                }
            }
        }

        public void PackValues(in Matrix values)
        {
            float* packed = Values;
            for (int column = 0; column < Width; column += PanelProduct.Width)
            {
                int count = Math.Min(PanelProduct.Width, Width - column);
                for (int key = 0; key < Tokens; key++, packed += PanelProduct.Width)
                {
                    Span<float> target = new(packed, PanelProduct.Width);
                    values.Row(key).Slice(column, count).CopyTo(target);
                    target[count..].Clear();
                }
            }
        }

        private static float* Rent(Workspace workspace, int length)
        {
            (float[] memory, int start) = workspace.Rent(length);
            return PackedProduct.Address(memory, start);
        }
    }
}
