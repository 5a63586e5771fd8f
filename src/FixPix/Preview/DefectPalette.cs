using FixPix.Defects;

namespace FixPix.Preview;

/// <summary>The preview's colours.</summary>
internal static class DefectPalette
{
    public static readonly Rgb Background = Rgb.FromHex(0x14171C);
    public static readonly Rgb Card = Rgb.FromHex(0x1E232B);
    public static readonly Rgb Edge = Rgb.FromHex(0x39414D);
    public static readonly Rgb Bright = Rgb.FromHex(0xF2F5F8);
    public static readonly Rgb Text = Rgb.FromHex(0xB9C2CE);
    public static readonly Rgb Quiet = Rgb.FromHex(0x7C8794);
    public static readonly Rgb Shadow = Rgb.FromHex(0x000000);

    public static Rgb Of(DefectKind kind) => kind switch
    {
        DefectKind.Dead => Rgb.FromHex(0x4FC3F7),
        DefectKind.Hot => Rgb.FromHex(0xFF6E40),
        DefectKind.Stuck => Rgb.FromHex(0xFFD740),
        _ => Rgb.FromHex(0xF55FA6),
    };

    public static Rgb Of(DefectShape shape) => shape switch
    {
        DefectShape.Cluster => Rgb.FromHex(0xB388FF),
        _ => Rgb.FromHex(0x69F0AE),
    };

    public static string NameOf(DefectKind kind) => kind switch
    {
        DefectKind.Dead => "dead",
        DefectKind.Hot => "hot",
        DefectKind.Stuck => "stuck",
        _ => "deviating",
    };

    public static string NameOf(DefectShape shape) => shape switch
    {
        DefectShape.Cluster => "cluster",
        DefectShape.Row => "row",
        _ => "column",
    };
}
