package android.content;

import android.annotation.Nullable;
import android.database.Cursor;
import android.net.Uri;
import android.os.ParcelFileDescriptor;
import java.io.FileNotFoundException;

public abstract class ContentProvider {
    public abstract boolean onCreate();

    public @Nullable native ParcelFileDescriptor openFile(Uri uri, String mode)
            throws FileNotFoundException;

    public abstract @Nullable String getType(Uri uri);

    public abstract @Nullable Cursor query(
            Uri uri,
            @Nullable String[] projection,
            @Nullable String selection,
            @Nullable String[] selectionArgs,
            @Nullable String sortOrder);

    public abstract @Nullable Uri insert(Uri uri, @Nullable ContentValues values);

    public abstract int update(
            Uri uri,
            @Nullable ContentValues values,
            @Nullable String selection,
            @Nullable String[] selectionArgs);

    public abstract int delete(
            Uri uri, @Nullable String selection, @Nullable String[] selectionArgs);

    public final @Nullable native Context getContext();
}
