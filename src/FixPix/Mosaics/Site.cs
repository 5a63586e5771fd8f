namespace FixPix.Mosaics;

/// <summary>One position in a mosaic. Always row first; formats that say x, y are turned at the door.</summary>
/// <param name="Row">0-based, downwards, in the full raw array.</param>
/// <param name="Column">0-based, to the right, in the full raw array.</param>
public readonly record struct Site(int Row, int Column);
