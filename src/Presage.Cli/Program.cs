using System.Text;
using Presage.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return PresageCommand.Run(args);
