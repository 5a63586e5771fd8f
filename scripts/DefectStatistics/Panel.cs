using FixPix.Defects;

namespace FixPix.DefectStatistics;

/// <summary>A panel on two dates.</summary>
internal sealed record Panel(string Name, DefectMap[] Maps, Shapes[] Dates, Growth Growth);
