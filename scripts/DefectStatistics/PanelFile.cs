using System.Globalization;
using System.Xml.Linq;
using FixPix.Defects;

namespace FixPix.DefectStatistics;

/// <summary>The bad-pixel list of an X-ray panel: XML, <c>BadPixelMap</c> with <c>SizeX</c>, <c>SizeY</c> and one <c>BadPixel</c> with <c>X</c>, <c>Y</c> a site.</summary>
internal static class PanelFile
{
    public static DefectMap Read(string path)
    {
        XElement root = XDocument.Load(path).Root ?? throw new FixPixException($"{path}: empty");
        SensorIdentity panel = new(Number(root, "SizeX"), Number(root, "SizeY"));
        return new DefectMap(panel, root.Descendants("BadPixel").Select(static pixel => new Defect(Number(pixel, "Y"), Number(pixel, "X"))));
    }

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)?.Value ?? "", CultureInfo.InvariantCulture);
}
