namespace Presage.Reports;

/// <summary>One input file.</summary>
/// <param name="Path">As the user would recognise it, with <c>/</c>; never absolute unless the user gave it so.</param>
/// <param name="Format">The recognised format; null where none was.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hexadecimal; null where it could not be read.</param>
/// <param name="Results">Numbers taken from it.</param>
/// <param name="Rejected">Records of it that were not used.</param>
public sealed record InputReport(string Path, string? Format, string? Sha256, int Results, int Rejected);
