; The installer for Windows, made by Inno Setup 6.3 or later from the packed folder:
;   sh packaging/build.sh            (in Git Bash)
;   iscc packaging\windows\outsource-desk.iss
; It installs for one user without an administrator; whoever has the rights may choose all users.

#define AppName "Outsource Desk"
#define AppVersion "0.1.0"
#define AppPublisher "The Outsource Desk developers"
#define AppProgram "outsource-desk.exe"
#define Bundle "..\..\dist\outsource-desk"
#define ProgId "OutsourceDesk.File"

[Setup]
; this id ties an update to what it updates; never change it
AppId={{4F44534B-6F64-4573-8B1E-6F7574736F75}
AppName={#AppName}
AppVersion={#AppVersion}
AppPublisher={#AppPublisher}
VersionInfoVersion={#AppVersion}.0
DefaultDirName={autopf}\{#AppName}
DefaultGroupName={#AppName}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\package\icons\outsource-desk.ico
UninstallDisplayIcon={app}\{#AppProgram}
OutputDir=..\..\dist
OutputBaseFilename=outsource-desk-{#AppVersion}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.AddToPath=Add the command outsource-desk to the &path
de.AddToPath=Den Befehl outsource-desk in den &Pfad aufnehmen
en.FileType=Outsource Desk file
de.FileType=Outsource-Desk-Datei

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "path"; Description: "{cm:AddToPath}"; Flags: unchecked

[InstallDelete]
; an update leaves no library of the version before
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\{#AppName}"; Filename: "{app}\{#AppProgram}"
Name: "{autodesktop}\{#AppName}"; Filename: "{app}\{#AppProgram}"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.odesk"; ValueType: string; ValueData: "{#ProgId}"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.odesk"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.outsource-desk"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\{#ProgId}"; ValueType: string; ValueData: "{cm:FileType}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#ProgId}\DefaultIcon"; ValueType: string; ValueData: "{app}\{#AppProgram},0"
Root: HKA; Subkey: "Software\Classes\{#ProgId}\shell\open\command"; ValueType: string; ValueData: """{app}\{#AppProgram}"" ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath

[Run]
Filename: "{app}\{#AppProgram}"; Description: "{cm:LaunchProgram,{#AppName}}"; Flags: nowait postinstall skipifsilent

; documents, their backups and preferences are the user's and stay after an uninstall

[Code]
function PathOfUser: String;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Result) then
    Result := '';
end;

function IsNotOnPath: Boolean;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(PathOfUser) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path, Own: String;
begin
  if Step <> usPostUninstall then
    exit;
  Path := ';' + PathOfUser + ';';
  Own := ';' + ExpandConstant('{app}') + ';';
  if Pos(Lowercase(Own), Lowercase(Path)) = 0 then
    exit;
  Delete(Path, Pos(Lowercase(Own), Lowercase(Path)), Length(Own) - 1);
  RegWriteExpandStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Copy(Path, 2, Length(Path) - 2));
end;
