using System.Buffers.Binary;
using System.Globalization;

namespace FixPix.Experiments.Peers;

/// <summary>darktable's module "hot pixels", which finds bright ones alone; the demosaicing passes every site through.</summary>
internal static class Darktable
{
    private const string Plain = "plain", Default = "hot pixels, default", Permissive = "hot pixels, strength 0.5, three neighbours";
    private const int PassThroughMonochrome = 3;

    /// <summary>The program as a peer.</summary>
    public static Peer Of(ExternalProgram program, string name)
    {
        Rendering rendering = new(name, (trial, dng, settings, work) =>
        {
            string history = trial.In("darktable.xmp"), output = trial.In("darktable.tif");
            File.WriteAllText(history, History(settings));
            File.Delete(output);
            string[] words =
            [
                dng, history, output, "--core", "--configdir", trial.In("darktable"), "--cachedir", trial.In("darktable"), "--library", ":memory:",
                "--conf", "plugins/imageio/format/tiff/bpp=32", "--conf", "plugins/imageio/format/tiff/compress=0",
            ];
            double seconds = Peer.Run(program, name, words, output, work).Seconds;
            return (FloatTiff.Read(output, trial.Original.Width, trial.Original.Height, static (_, _) => 1), seconds);
        });
        return new Peer(name, [.. ((string[])[Default, Permissive]).Select(method => new PeerMethod(method, (trial, work) => rendering.Mend(trial, Plain, method, work)))]);
    }

    // The modules' parameters as darktable 4.2 has them. Highlights that are clipped would be made from their neighbours.
    private static string History(string settings)
    {
        string[] modules =
        [
            Module(0, "demosaic", 4, Word(0) + Word(0f) + Word(0) + Word(PassThroughMonochrome) + Word(1) + Word(0.2f)),
            Module(1, "highlights", 4, Word(5) + Word(1f) + Word(0f) + Word(0f) + Word(1f) + Word(0f) + Word(1) + Word(5) + Word(0.4f) + Word(2f) + Word(0) + Word(0f), isEnabled: false),
            .. settings == Plain ? (string[])[] : [Module(2, "hotpixels", 1, Word(settings == Default ? 0.25f : 0.5f) + Word(0.05f) + Word(0) + Word(settings == Default ? 0 : 1))],
        ];
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" xmlns:darktable=\"http://darktable.sf.net/\""
            + string.Create(CultureInfo.InvariantCulture, $" darktable:xmp_version=\"4\" darktable:raw_params=\"0\" darktable:auto_presets_applied=\"1\" darktable:history_end=\"{modules.Length}\" darktable:iop_order_version=\"2\">")
            + $"<darktable:history><rdf:Seq>{string.Concat(modules)}</rdf:Seq></darktable:history></rdf:Description></rdf:RDF></x:xmpmeta>\n";
    }

    private static string Module(int number, string name, int version, string parameters, bool isEnabled = true) => string.Create(CultureInfo.InvariantCulture,
        $"<rdf:li darktable:num=\"{number}\" darktable:operation=\"{name}\" darktable:enabled=\"{(isEnabled ? 1 : 0)}\" darktable:modversion=\"{version}\" darktable:params=\"{parameters}\" darktable:multi_name=\"\" darktable:multi_priority=\"0\"/>");

    private static string Word(float value) => Word(BitConverter.SingleToInt32Bits(value));

    private static string Word(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Convert.ToHexStringLower(bytes);
    }
}
